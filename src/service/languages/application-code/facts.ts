import { factValue, type PoolFact } from '../../contracts/fact';
import { lifetimeOf } from './kept';
import { poolInCode } from './made-pools';
import type { ApplicationModel } from './model';

/** The pools of a file, for what other files say about how often they are opened. */
export function poolFacts(model: ApplicationModel): readonly PoolFact[] {
  return model.pools.map((pool) => {
    const { path, library, engine, max, min, databaseEnv, maxEnv, size, overflow } = pool;
    return {
      kind: 'pool',
      path,
      library: library?.modules[0] ?? null,
      engine,
      max: factValue(max),
      min: factValue(min),
      databaseEnv,
      maxEnv,
      ...(overflow && { size: factValue(size), overflow: factValue(overflow) }),
      code: poolInCode(pool, model),
      ...lifetimeOf(pool),
    };
  });
}
