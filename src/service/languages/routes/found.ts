import type { Comment } from '../../contracts/language';
import type { Span } from '../../contracts/span';
import type { Asked } from './bodies';

/** A path that is answered. */
export interface FoundRoute {
  readonly at: Span;
  readonly verb: string;
  readonly pattern: string;
  readonly framework: string;
  readonly name: string | null;
  readonly asked: readonly Asked[];
  /** Handlers that it runs by name, of this file or another. */
  readonly runs: readonly string[];
}

/** What routes call by a name. */
export interface FoundHandler {
  readonly at: Span;
  readonly name: string;
  readonly asked: readonly Asked[];
  readonly runs: readonly string[];
}

/** A job that a worker runs, and for how many seconds it may. */
export interface FoundJob {
  readonly at: Span;
  readonly name: string;
  readonly seconds: number;
}

/** Something on a schedule, and whether only one of those that run the schedule starts it. */
export interface FoundSchedule {
  readonly at: Span;
  readonly once: boolean;
}

/** What one file says of paths and what answers them, of jobs and of schedules. */
export interface Found {
  readonly routes: readonly FoundRoute[];
  readonly handlers: readonly FoundHandler[];
  readonly jobs?: readonly FoundJob[];
  readonly schedules?: readonly FoundSchedule[];
  readonly comments: readonly Comment[];
}

/** Blocks of routes within each other; deeper ones have the path of the last that was read. */
export const MAX_LEVELS = 40;

/** Joins the parts of a path: `/api/health`. */
export function joinPath(...parts: readonly string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
}
