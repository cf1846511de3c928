import type { RouteFact } from '../../contracts/facts/code';
import type { Place } from '../../contracts/finding';
import type { FactEntry, PoolUse, System } from '../../contracts/system';
import { isIn } from '../../text/paths';
import { loadedBy } from '../relations/entry-files';
import { boundNumber, variablesOf } from '../variables';

/** A pool with fewer connections than its process works on jobs at once that ask it. */
export interface JobsBeyondPool {
  readonly use: PoolUse;
  readonly size: number;
  readonly jobs: number;
  /** What takes the jobs, as people call it: `BullMQ`. */
  readonly by: string;
  /** Where each of the numbers is decided that add up to the jobs. */
  readonly parts: readonly { readonly at: Place; readonly count: number }[];
}

/**
 * The pools that jobs of a queue wait for, because one process works on more of them at once than its pool has
 * connections. A handler counts where it is known to ask that pool, and how many run at once is written.
 */
export function jobsBeyondPools(system: System): readonly JobsBeyondPool[] {
  const handlers = system
    .of('route')
    .filter(({ fact }) => fact.on === 'message' && fact.atOnce !== undefined);
  if (handlers.length === 0) return [];
  return system.pools.flatMap((use) => {
    const { size } = use;
    if (size.value === null || size.value <= 0 || size.origin === 'assumed') return [];
    if (use.certainty === 'ambiguous') return [];
    const parts = handlers.flatMap((handler) => {
      if (!asks(handler, use) || !runs(use, handler.file, system)) return [];
      const { atOnce } = handler.fact;
      const { variables, open } = use.container;
      const count =
        atOnce && boundNumber('concurrency', atOnce, handler.uri, variablesOf([variables], open));
      return count?.value && count.at
        ? [{ at: count.at, count: count.value, by: handler.fact.framework }]
        : [];
    });
    const jobs = parts.reduce((sum, { count }) => sum + count, 0);
    const [first] = parts;
    return first && jobs > size.value ? [{ use, size: size.value, jobs, by: first.by, parts }] : [];
  });
}

/** Whether what a handler reaches is this pool, or is not known to be another. */
function asks({ fact }: FactEntry<RouteFact>, { uri, pool }: PoolUse): boolean {
  return fact.touches.some(
    (touch) =>
      touch.what === 'pool' &&
      (touch.pool === null || (touch.pool.uri === uri && touch.pool.path === pool.path)),
  );
}

/** Whether the process of a pool loads a file, as far as its command tells what it begins with. */
function runs({ process, container }: PoolUse, file: string, system: System): boolean {
  const { code } = container;
  if (!code || code.certainty === 'ambiguous' || process.work === 'once') return false;
  const loaded = loadedBy(process, code.folder, system);
  // A program of Spring finds what listens by annotations, and imports none of it.
  if (!loaded && file.endsWith('.java')) return isIn(file, code.folder);
  return loaded?.has(file) === true;
}
