import type { SessionStoreFact } from '../../../contracts/fact';
import type { Span } from '../../../contracts/span';
import type { EntrySource } from '../entries/entry';
import type { Argument, Use } from '../uses';

/** Something a process keeps for its clients, as its file shows it. */
export interface StateUse extends Pick<SessionStoreFact, 'what' | 'library' | 'store'> {
  readonly at: Span;
}

/** What a name is imported from; `undefined` for a name of this file. */
export function moduleOf({ receiver, method }: Use, { uses }: EntrySource): string | undefined {
  return uses.imports.get(receiver === '' ? method : (receiver.split('.')[0] ?? ''))?.module;
}

/** What a call is told: an object where it is made, or one that a constant of the file holds. */
export function optionsOf(
  argument: Argument | undefined,
  { root }: Pick<EntrySource, 'root'>,
): string | null | undefined {
  if (!argument) return undefined;
  const written = argument.text;
  // A list of limits has no other options.
  if (/^[{[]/.test(written)) return written;
  if (!/^\w+$/.test(written) || !root) return null;
  const { text } = root;
  const start = new RegExp(`\\b(?:const|let|var)\\s+${written}\\b[^={;]{0,120}=\\s*\\{`).exec(text);
  if (!start) return null;
  const from = start.index + start[0].length - 1;
  const own = text.slice(from, closingOf(text, from));
  // What is added to it later counts as written in it.
  const later = [...text.matchAll(new RegExp(`\\b${written}\\.(\\w+)\\s*=(?!=)`, 'g'))];
  return `${own} ${later.map(([, name]) => `, ${name}:`).join(' ')}`;
}

/** Whether an object has a key; spread parts may have any. */
export function hasKey(object: string, name: string): 'yes' | 'no' | 'unknown' {
  if (new RegExp(`(?:^|[{,\\s])['"]?${name}['"]?\\s*[:,}]`).test(object)) return 'yes';
  return object.includes('...') ? 'unknown' : 'no';
}

/** Longer objects are left alone. */
const LONGEST = 20_000;

function closingOf(text: string, from: number): number {
  let depth = 0;
  const end = Math.min(text.length, from + LONGEST);
  for (let index = from; index < end; index++) {
    const character = text[index];
    if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return index + 1;
  }
  return end;
}
