import type { Span } from '../../../contracts/span';
import type { Entry } from '../entries';
import type { Part } from '../strings';

/** A setting as a part of a pool: its last name and its value. */
export function partOf({ keys, nameAt, text, at }: Entry): Part {
  return { name: keys.at(-1) ?? '', nameAt, text, at: at satisfies Span };
}
