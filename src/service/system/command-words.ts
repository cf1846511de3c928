import type { Place } from '../contracts/finding';
import { textParts } from '../syntax/parameters';
import { filledText, type Variables } from './variables';

/** A word of a command with its variables filled in, and where it is decided. */
export interface Word {
  readonly text: string;
  readonly at: Place;
  /** Why it is not known; `null` where it is. */
  readonly why: string | null;
}

/** A program by its name, without the folder it lies in. */
export function baseOf(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** A word as it is once variables are filled in; a lone variable is decided where it is set. */
export function wordOf(text: string, at: Place, variables: Variables): Word {
  const result = filledText(text, variables);
  if ('why' in result) return { text, at, why: result.why };
  const [part, ...more] = textParts(text, 'escaped');
  const set =
    part?.kind === 'parameter' && more.length === 0 ? variables.get(part.name) : undefined;
  return { text: result.value, at: set?.state === 'known' ? set.at : at, why: null };
}

/** A shell makes several words of what a lone variable holds. */
export function splitWords(written: string, word: Word): readonly Word[] {
  if (word.why !== null || !/^\$\{[^{}]{1,200}\}$/.test(written)) return [word];
  const texts = word.text.split(/\s+/).filter((text) => text !== '');
  return texts.map((text) => ({ ...word, text }));
}

/** All that a script is given, as one text: `"$*"`. */
export function joinedWords(args: readonly Word[]): ReturnType<typeof filledText> {
  const open = args.find(({ why }) => why !== null);
  if (open?.why) return { why: open.why };
  return { value: args.map(({ text }) => text).join(' ') };
}
