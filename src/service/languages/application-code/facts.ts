import { factValue, type PoolFact } from '../../contracts/fact';
import type { ApplicationModel } from './model';

/** The pools of a file, for what other files say about how often they are opened. */
export function poolFacts({ pools }: ApplicationModel): readonly PoolFact[] {
  return pools.map(({ path, library, engine, max, min, databaseEnv, maxEnv }) => ({
    kind: 'pool',
    path,
    library: library?.modules[0] ?? null,
    engine,
    max: factValue(max),
    min: factValue(min),
    databaseEnv,
    maxEnv,
  }));
}
