import { bodyKind, oddCharacter } from './grammar';
import type { BodyKind } from './syntax';
import { wordValue } from './words';

/** What the name of a directive says by itself. */
export interface DirectiveName {
  /** Without its quotes, and one and the same text wherever it stands. */
  readonly name: string;
  /** What stands between its braces. */
  readonly body: Exclude<BodyKind, 'none'>;
  /** A character in it that nobody sees. */
  readonly odd: ReturnType<typeof oddCharacter>;
}

/** About twice the directives there are. */
const MOST_NAMES = 2000;
const names = new Map<string, DirectiveName>();

/** Keys of tables, which stand where names do, are seldom written like this. */
const LIKE_A_NAME = /^[a-z]\w{1,50}$/;

/** The name of a directive by the word that gives it; a few hundred names stand for all there are. */
export function directiveName(written: string, quote: '"' | "'" | null): DirectiveName {
  const known = names.get(written);
  if (known) return known;
  const name = wordValue(written, quote);
  const made = { name, body: bodyKind(name), odd: oddCharacter(written) };
  if (names.size < MOST_NAMES && LIKE_A_NAME.test(written)) names.set(written, made);
  return made;
}
