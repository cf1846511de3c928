import type { Factor, ProcessWork, TaskTerms } from '../../contracts/system';
import type { Word } from '../command-words';
import type { ProgramContext } from './options';

/** What a program's command line says about the process it becomes. */
export interface ProgramReading {
  /** As people call it: `celery worker`. */
  readonly program: string;
  readonly work: ProcessWork;
  readonly count: Factor;
  readonly concurrency: Factor | null;
  readonly model: string;
  readonly entry: string | null;
  readonly drain?: Factor | null;
  readonly keepAlive?: Factor | null;
  readonly requestTimeout?: Factor | null;
  readonly task?: TaskTerms;
}

/** How one program is told by its command line, and what it says. Adding one is adding an entry. */
export interface Program {
  /** The name of the executable. */
  readonly name: RegExp;
  /** `undefined`: another use of the same executable. */
  read(words: readonly Word[], context: ProgramContext): ProgramReading | undefined;
}

/** The last part of a path. */
export function baseOf(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** One process that goes on; `model` says what it works on at a time. */
export function requests(program: string, model: string): ProgramReading {
  return {
    program,
    work: 'requests',
    count: {
      name: 'processes',
      value: 1,
      origin: 'derived',
      at: null,
      why: `${program} is one process`,
    },
    concurrency: null,
    model,
    entry: null,
  };
}

/** A command that ends by itself, named after the first of its words that is no option; it does one thing at a time. */
export function once(program: string, words: readonly Word[]): ProgramReading {
  const what = words.map(({ text }) => text).find((text) => !text.startsWith('-')) ?? '';
  const why = 'a command does one thing at a time';
  return {
    ...requests(`${program} ${what}`.trim(), 'it ends by itself'),
    work: 'once',
    concurrency: { name: 'command', value: 1, origin: 'derived', at: null, why },
  };
}
