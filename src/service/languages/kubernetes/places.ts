import type { Fact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import type { KubernetesModel } from './model';
import { type Node, pointer } from './tree';

/**
 * Where every path of the model stands: a single value at its text, a block at its key, an item of
 * a list at its first key. What is not written stands at the nearest block around it.
 */
export function placesOf(
  model: KubernetesModel,
  facts: readonly Fact[],
): ReadonlyMap<string, Span> {
  const places = new Map<string, Span>();
  for (const { index, root, at } of model.file.documents) {
    places.set(`/${index}`, at);
    if (root !== undefined) addNode(places, root, `/${index}`, root.at);
  }
  for (const object of model.objects) places.set(object.path, object.at);
  for (const path of pathsIn(facts)) if (!places.has(path)) places.set(path, nearest(places, path));
  return places;
}

function addNode(places: Map<string, Span>, node: Node, path: string, at: Span): void {
  places.set(path, at);
  if (node.kind === 'map') {
    for (const { key, keyAt, value } of node.members) {
      const isBlock = value.kind === 'map' || value.kind === 'sequence' || value.kind === 'empty';
      addNode(places, value, pointer(path, key), isBlock ? keyAt : value.at);
    }
  }
  if (node.kind === 'sequence') {
    for (const [index, item] of node.items.entries()) {
      const first = item.kind === 'map' ? item.members[0]?.keyAt : undefined;
      addNode(places, item, pointer(path, index), first ?? item.at);
    }
  }
}

function pathsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(pathsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'path' && typeof inner === 'string' ? [inner] : pathsIn(inner),
  );
}

function nearest(places: ReadonlyMap<string, Span>, path: string): Span {
  for (let around = path; around !== ''; around = around.slice(0, around.lastIndexOf('/'))) {
    const at = places.get(around);
    if (at !== undefined) return at;
  }
  return { start: 0, end: 0 };
}
