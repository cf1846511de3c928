import type { Span } from '../../contracts/span';
import { type Member, type Node, pointer } from './tree';

/** Blocks whose values a build may trace to their places. */
const TRACED: ReadonlySet<string> = new Set(['resource', 'module', 'variable', 'locals', 'output']);

/**
 * Where each value of a Terraform file stands, by the names it is written with: what a build makes of
 * them leads back here. Of a file of values these are the variables themselves.
 */
export function writtenPlaces(root: Node | undefined, places: Map<string, Span>): void {
  if (root?.kind !== 'object') return;
  for (const { key, value } of root.members) {
    if (!TRACED.has(key)) continue;
    // Several blocks of one kind without labels hold one set of names.
    const parts = value.kind === 'array' ? value.items : [value];
    for (const part of parts) inside(part, `/${key}`, places);
  }
}

/** Where each value of a template, or of a file of values for one, stands. */
export function valuePlaces(root: Node | undefined, places: Map<string, Span>): void {
  if (root) inside(root, '', places);
}

function inside(node: Node, path: string, places: Map<string, Span>): void {
  if (node.kind === 'object') {
    for (const entry of node.members) placeOf(entry, path, places);
  } else if (node.kind === 'array') {
    node.items.forEach((item, index) => {
      const at = pointer(path, index);
      if (item.kind !== 'array' && !places.has(at)) places.set(at, item.at);
      inside(item, at, places);
    });
  }
}

function placeOf({ key, keyAt, value }: Member, path: string, places: Map<string, Span>): void {
  const at = pointer(path, key);
  const isWhole = value.kind === 'object' || value.kind === 'array';
  if (!places.has(at)) places.set(at, isWhole ? keyAt : value.at);
  inside(value, at, places);
}

/** The value that a path of written names leads to, with the member it is the value of. */
export function writtenAt(root: Node | undefined, path: string): Member | undefined {
  let found: Member | undefined;
  let at: readonly Node[] = root ? [root] : [];
  for (const step of path.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const next: Member | undefined = at
      .flatMap((node) => (node.kind === 'object' ? node.members : []))
      .find(({ key }) => key === name);
    const item = at.flatMap((node) =>
      node.kind === 'array' ? (node.items[Number(name)] ?? []) : [],
    )[0];
    if (!next && !item) return undefined;
    found = next ?? found;
    const value = next?.value ?? item;
    if (!value) return undefined;
    at = value.kind === 'array' && next && name === 'locals' ? value.items : [value];
  }
  return found;
}
