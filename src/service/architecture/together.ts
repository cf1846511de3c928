import type { PoolInCode } from '../contracts/fact';
import type { Architecture } from './architecture';
import type { EntryOf } from './entry';

/** A pool that code makes when its file is loaded. */
export interface PoolAtLoad {
  readonly entry: EntryOf<'pool'>;
  readonly code: PoolInCode;
}

/**
 * Pools that one process makes when it loads the modules of a package, by a key that tells what may
 * be one pool from what is another. Programs and functions run alone, so theirs are left out; a
 * server is known to load the modules beside it only where it is the only one.
 */
export function poolsOfOneProcess(
  architecture: Pick<Architecture, 'of' | 'packageOf'>,
  keyOf: (pool: PoolAtLoad) => string | undefined,
): readonly (readonly PoolAtLoad[])[] {
  const groups = new Map<string, PoolAtLoad[]>();
  for (const entry of architecture.of('pool')) {
    const { code } = entry.fact;
    if (!code?.atLoad) continue;
    const key = keyOf({ entry, code });
    if (key === undefined) continue;
    const whole = `${architecture.packageOf(entry.file)}\n${key}`;
    const group = groups.get(whole);
    if (group) group.push({ entry, code });
    else groups.set(whole, [{ entry, code }]);
  }
  return [...groups.values()].map((pools) => {
    const modules = pools.filter(({ code }) => code.role === 'module');
    const servers = pools.filter(({ code }) => code.role === 'server');
    const server = new Set(servers.map(({ entry }) => entry.file)).size === 1 ? servers : [];
    return [...server, ...modules];
  });
}
