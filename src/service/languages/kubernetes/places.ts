import type { Span } from '../../contracts/span';
import { factsOfPart } from './facts';
import { contentOfPart } from './model';
import type { ParsedFile } from './parse';
import type { Part } from './part';
import { type Node, pointer, stepsOf } from './tree';

type Places = ReadonlyMap<string, Span>;

/**
 * Where every path of the model stands: a single value at its text, a block at its key, an item of
 * a list at its first key. What is not written stands at the nearest block around it. A document is
 * gone through when somebody first asks for a place in it.
 */
export function placesOf({ parts }: ParsedFile): Places {
  const byIndex = new Map(parts.map((placed) => [String(placed.part.index), placed]));
  const get = (path: string) => {
    const found = byIndex.get(stepsOf(path)[0] ?? '');
    return found?.view(placesIn(found.part).get(path));
  };
  let every: Places | undefined;
  const whole = () => {
    every ??= new Map(
      parts.flatMap(({ part, view }) => [...placesIn(part)].map(([path, at]) => [path, view(at)])),
    );
    return every;
  };
  return {
    get,
    has: (path) => get(path) !== undefined,
    get size() {
      return whole().size;
    },
    keys: () => whole().keys(),
    values: () => whole().values(),
    entries: () => whole().entries(),
    forEach: (each) => whole().forEach(each),
    [Symbol.iterator]: () => whole()[Symbol.iterator](),
  };
}

const known = new WeakMap<Part, Places>();

/** The places of a document, counted from its start. */
function placesIn(part: Part): Places {
  const made = known.get(part) ?? readPlaces(part);
  known.set(part, made);
  return made;
}

function readPlaces(part: Part): Places {
  const places = new Map<string, Span>();
  if (part.document === undefined) return places;
  const { index, root, at } = part.document;
  places.set(`/${index}`, at);
  if (root !== undefined) addNode(places, root, `/${index}`, root.at);
  for (const object of contentOfPart(part)?.objects ?? []) places.set(object.path, object.at);
  for (const path of pathsIn(factsOfPart(part))) {
    if (!places.has(path)) places.set(path, nearest(places, path));
  }
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

function nearest(places: Places, path: string): Span {
  for (let around = path; around !== ''; around = around.slice(0, around.lastIndexOf('/'))) {
    const at = places.get(around);
    if (at !== undefined) return at;
  }
  return { start: 0, end: 0 };
}
