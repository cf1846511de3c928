import type { Span } from '../../contracts/span';
import type { Block } from './fields';
import { isTemplated } from './template';
import { type Node, pointer, type ScalarNode } from './tree';

/** A key as it is written, for the rules about names of fields. */
export interface WrittenKey {
  /** The mapping it stands in: `spec.metrics[].resource`; empty for the object itself. */
  readonly place: string;
  readonly key: string;
  readonly at: Span;
  readonly path: string;
  /** The place of the list item around it, if any: `/0/spec/metrics/1`. */
  readonly item: string | undefined;
  /** Its value, where that is a single one. */
  readonly scalar: ScalarNode | undefined;
}

/** Every key of an object in the order of the text, but for those that an alias brings in. */
export function keysOf(body: Block): readonly WrittenKey[] {
  return body.map === undefined ? [] : walk(body.map, '', body.path, undefined);
}

function walk(
  node: Node,
  place: string,
  path: string,
  item: string | undefined,
): readonly WrittenKey[] {
  if (node.borrowed) return [];
  if (node.kind === 'sequence') {
    return node.items.flatMap((each, index) => {
      const itemPath = pointer(path, index);
      return walk(each, `${place}[]`, itemPath, itemPath);
    });
  }
  if (node.kind !== 'map') return [];
  return node.members.flatMap(({ key, keyAt, value, merged }) => {
    if (merged || isTemplated(key)) return [];
    const below = pointer(path, key);
    const inner = place === '' ? key : `${place}.${key}`;
    const scalar = value.kind === 'scalar' ? value : undefined;
    return [
      { place, key, at: keyAt, path: below, item, scalar },
      ...walk(value, inner, below, item),
    ];
  });
}
