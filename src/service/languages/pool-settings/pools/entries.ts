import type { Span } from '../../../contracts/span';
import type { Entry } from '../entries';
import type { Part } from '../strings';

/** A setting as a part of a pool: its last name and its value. */
export function partOf({ keys, nameAt, text, at }: Entry): Part {
  return { name: keys.at(-1) ?? '', nameAt, text, at: at satisfies Span };
}

/** Entries by a key, in the order of their first. */
export function grouped(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string,
): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}
