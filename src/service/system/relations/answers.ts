import type { HandlerFact, RouteFact, Touch } from '../../contracts/fact';
import type { FactEntry } from '../../contracts/system';

/**
 * Whether a route of code is the one that answers a path that a check asks for, with or without what
 * comes behind `?`. A prefix that another file sets is not known here.
 */
export function answersPath({ on, verb, pattern }: RouteFact, path: string): boolean {
  if (on !== 'request' || pattern === null) return false;
  if (verb !== null && !/^(?:GET|HEAD|ANY|ALL|USE)$/.test(verb)) return false;
  return plain(pattern) === plain(path.split('?')[0] ?? '');
}

function plain(path: string): string {
  return path.split('/').filter(Boolean).join('/');
}

/** Handlers that run others, which run others: nobody writes more. */
const MAX_DEPTH = 3;

/**
 * What a route reaches, with what it runs by name: in one of these handlers, which are those of the same
 * code. A class that is there twice is not told apart from the other.
 */
export function touchesOf(
  { touches, runs = [] }: RouteFact,
  handlers: readonly FactEntry<HandlerFact>[],
): readonly Touch[] {
  const seen = new Set<string>();
  const reached = (names: readonly string[], depth: number): readonly Touch[] =>
    names.flatMap((name) => {
      if (seen.has(name) || depth > MAX_DEPTH) return [];
      seen.add(name);
      const found = handlers.filter(({ fact }) => fact.called === name);
      if (name.includes('#') && found.length > 1) return [];
      return found.flatMap(({ fact }) => [...fact.touches, ...reached(fact.runs, depth + 1)]);
    });
  return [...touches, ...reached(runs, 0)];
}
