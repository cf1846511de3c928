import { factValue, type HandleLimitFact, type PoolFact } from '../../contracts/fact';
import { lifetimeOf } from './kept';
import { poolInCode } from './made-pools';
import type { ApplicationModel } from './model';

/** Where a file of Go limits a handle: one is enough to know that somebody does. */
export function limitFacts({ grammar, uses }: ApplicationModel) {
  const setting =
    grammar === 'go' ? uses.all.find(({ method }) => method === 'SetMaxOpenConns') : undefined;
  const fact: HandleLimitFact = { kind: 'handle-limit', path: '/handleLimit' };
  return setting ? [{ fact, at: setting.methodAt }] : [];
}

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
      ...(library?.inAddress && { inAddress: library.inAddress }),
      code: poolInCode(pool, model),
      ...lifetimeOf(pool),
    };
  });
}
