import { span } from '../contracts/span';
import { Stop } from './cells';
import { builtIn, type Finding } from './finding';

/** A part of the program that threw: it costs what that part would have said, and nothing else. */
export interface Failure {
  /** For people: `rule nginx/gzip-off`, `the reading of kubernetes`. */
  readonly part: string;
  readonly error: string;
  readonly stack: string;
}

/** Stands for a part that many ask and that threw: it has failed once, whoever asked. */
export class PartFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.error);
  }
}

/** What was thrown by a part of the program, as data. */
export function failureOf(part: string, thrown: unknown): Failure {
  if (thrown instanceof PartFailed) return thrown.failure;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { part, error: `${error.name}: ${error.message}`, stack: error.stack ?? '' };
}

/** All that a report of a failure needs, on one line. */
export function failureLine({ part, error, stack }: Failure, where: string): string {
  const frames = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim());
  const words = [`internal error in ${part}`, where, error, ...frames];
  return words.join(' | ').replaceAll(/[\r\n]+/g, ' ');
}

/** Of an endless recursion the first frames say it. */
const MAX_FRAMES = 12;

/** The finding that stands for what a failed part would have said about a file. */
export function internalFinding({ part }: Failure, uri: string): Finding {
  const message = `An internal error stopped ${part} in this file; all else was reviewed. This is a fault of Headroom: please report it, with the line about it in the log.`;
  return { ...builtIn('headroom/internal', uri, span(0, 0), message), subject: part };
}

/**
 * Runs a part of the program; where it throws, `failed` is told and `otherwise` stands for it. `isFirst`: it has
 * thrown itself, and not a part it asks, of which is told already.
 */
export function guarded<T>(
  part: string,
  run: () => T,
  otherwise: T,
  failed: (failure: Failure, isFirst: boolean) => void,
): T {
  try {
    return run();
  } catch (thrown) {
    // A query that lacks something has not failed.
    if (thrown instanceof Stop) throw thrown;
    failed(failureOf(part, thrown), !(thrown instanceof PartFailed));
    return otherwise;
  }
}
