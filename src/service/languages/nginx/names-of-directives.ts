import { ByName } from './by-name';
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

const names = new ByName<DirectiveName>();

/** The name of a directive by the word that gives it. */
export function directiveName(written: string, quote: '"' | "'" | null): DirectiveName {
  const known = names.get(written);
  if (known) return known;
  const name = wordValue(written, quote);
  return names.keep(written, { name, body: bodyKind(name), odd: oddCharacter(written) });
}
