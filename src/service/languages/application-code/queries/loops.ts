import { functionOf, inside, type Region, type Use } from '../uses';

/** Calls that cut a list into pieces: what follows is asked for each piece. */
export const BATCHING = /^(?:chunk|partition)$/;

/** The loop around a query that gives it another item each time. */
export function loopOf(use: Use, batching: readonly Use[], text: string): Region | null {
  const names = new Set<string>();
  for (let region: Region | null = use.region; region; region = region.around) {
    if (region.kind === 'loop') {
      // Prisma puts what is asked in the same turn of the event loop into one query.
      if (names.size > 0 && /^findUnique(?:OrThrow)?$/.test(use.method)) return null;
      return region.over !== null &&
        isPlain(region, use, batching, text) &&
        mentions(use, [...region.binds, ...names])
        ? region
        : null;
    }
    // A function inside the loop is the loop's callback, or runs when it likes.
    if (region.kind === 'function' && region.around?.kind !== 'loop') return null;
    if (region.kind === 'function') for (const name of region.binds) names.add(name);
  }
  return null;
}

/** Goes through items to the end: no batches, pages, retries, and nothing that may stop early. */
function isPlain(loop: Region, use: Use, batching: readonly Use[], text: string): boolean {
  const over = loop.over ?? '';
  if (
    /chunk|batch|page|slice\(|range\(|retr|attempt|Object\.(?:keys|entries)|^\[|^\(|cursor/i.test(
      over,
    )
  ) {
    return false;
  }
  const body = text.slice(loop.at.start, loop.at.end);
  if (/\bbreak\b|\.has\(|\bnot in\b|cache|memo|loader|setTimeout|sleep/i.test(body)) return false;
  // A loop that returns looks for something; its callback's own return is none of it.
  const scope = functionOf({ region: use.region });
  const own = scope.around === loop;
  if (!own && /\breturn\b/.test(body) && /\breturn\b(?![^\n]*\berr\b)/.test(body)) return false;
  return !batching.some(({ at }) => inside(at, loop.at));
}

function mentions({ arguments: values, receiver }: Use, names: readonly string[]): boolean {
  return names.some((name) => {
    const word = new RegExp(`(?<![.\\w$])${name.replaceAll('$', '\\$')}\\b`);
    return word.test(receiver) || values.some(({ text }) => word.test(text));
  });
}
