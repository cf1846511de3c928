import type { SessionStoreFact } from '../../../contracts/fact';
import type { Span } from '../../../contracts/span';
import type { EntrySource } from '../entries/entry';
import type { Grammar } from '../grammars';
import { stateOfJavaScript } from './javascript';
import { stateOfGo, stateOfJava } from './others';
import { stateOfPython } from './python';
import type { StateUse } from './state';

/** What the processes of a file's program keep for their clients, and where. */
export function stateFacts(
  source: EntrySource,
  grammar: Grammar,
): readonly { readonly fact: SessionStoreFact; readonly at: Span }[] {
  const found = READERS[grammar](source);
  return found
    .filter((use) => !isOwn(use) || !hasOther(use, found))
    .map(({ at, ...use }, index) => ({
      fact: { kind: 'session-store', path: `/state/${index}`, ...use },
      at,
    }));
}

/** What it keeps by itself: in its memory, or on the disk of its machine. */
function isOwn({ store }: StateUse): boolean {
  return store === 'memory' || store === 'disk';
}

/** The same library is told of a shared store elsewhere in the file: this one is for work on the code. */
function hasOther({ library }: StateUse, all: readonly StateUse[]): boolean {
  return all.some((other) => other.library === library && other.store === 'shared');
}

const READERS: Readonly<Record<Grammar, (source: EntrySource) => readonly StateUse[]>> = {
  typescript: stateOfJavaScript,
  tsx: stateOfJavaScript,
  python: stateOfPython,
  go: stateOfGo,
  java: stateOfJava,
};
