import type { ParsedFile } from './parse';
import type { ManifestDocument } from './part';
import { type MapNode, type Member, member, type Node, stepsOf } from './tree';

/** What a path leads to. */
export interface Found {
  readonly document: ManifestDocument;
  readonly node: Node;
  /** The mapping it is an entry of, and the entry. */
  readonly owner: MapNode | undefined;
  readonly member: Member | undefined;
  /** An anchor or an alias brings it in: a change here would change another place too. */
  readonly shared: boolean;
}

/**
 * Follows a path through the documents of a file. An alias that stands for the value itself may be
 * replaced; what lies within an alias or an anchored block is shared.
 */
export function locate({ documents }: ParsedFile, path: string): Found | undefined {
  const [first, ...steps] = stepsOf(path);
  const document = documents.find(({ index }) => String(index) === first);
  if (document?.root === undefined || document.broken) return undefined;
  let found: Found = {
    document,
    node: document.root,
    owner: undefined,
    member: undefined,
    shared: document.root.anchored,
  };
  for (const step of steps) {
    const next = enter(found, step);
    if (next === undefined) return undefined;
    found = next;
  }
  return found;
}

function enter(from: Found, step: string): Found | undefined {
  const { node, document } = from;
  const shared = from.shared || node.borrowed;
  if (node.kind === 'sequence') {
    const item = node.items[Number(step)];
    if (item === undefined) return undefined;
    return {
      document,
      node: item,
      owner: undefined,
      member: undefined,
      shared: shared || item.anchored,
    };
  }
  const entry = member(node, step);
  if (node.kind !== 'map' || entry === undefined) return undefined;
  return {
    document,
    node: entry.value,
    owner: node,
    member: entry,
    shared: shared || entry.merged || entry.value.anchored || node.duplicates.has(step),
  };
}
