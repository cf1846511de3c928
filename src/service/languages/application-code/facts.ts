import {
  factValue,
  type HandleLimitFact,
  type PoolFact,
  type SchemaChange,
  type StartupEffectFact,
  type ThreadsFact,
} from '../../contracts/fact';
import { span } from '../../contracts/span';
import { tableOf } from '../../text/tables';
import { lifetimeOf, waitOf } from './kept';
import { poolInCode } from './made-pools';
import type { ApplicationModel } from './model';
import type { PoolUse } from './pools';

/** Where a file of Go limits a handle: one is enough to know that somebody does. */
export function limitFacts({ grammar, uses }: ApplicationModel) {
  const setting =
    grammar === 'go' ? uses.all.find(({ method }) => method === 'SetMaxOpenConns') : undefined;
  const fact: HandleLimitFact = { kind: 'handle-limit', path: '/handleLimit' };
  return setting ? [{ fact, at: setting.methodAt }] : [];
}

/** `limiter.total_tokens = 100`: how many threads AnyIO runs for what is no coroutine. */
const TOKENS = /\.total_tokens[ \t]*=[ \t]*([^\n#]{1,80})/;

/** Where a file of Python says how many threads run what is no coroutine. */
export function threadFacts({ grammar, text }: ApplicationModel) {
  const written = grammar === 'python' ? TOKENS.exec(text) : null;
  if (!written) return [];
  const number = Number(written[1]?.trim());
  const path = '/threads';
  const fact: ThreadsFact = {
    ...{ kind: 'threads', path, server: 'AnyIO' },
    max: Number.isInteger(number)
      ? { state: 'known', value: number, origin: 'declared', path }
      : { state: 'unknown', why: 'an expression', path },
  };
  return [{ fact, at: span(written.index, written.index + written[0].length) }];
}

/** Options of TypeORM that change the schema each time a process connects, and what they do. */
const AT_CONNECT = tableOf<SchemaChange['what']>({
  migrationsRun: 'migrate',
  synchronize: 'synchronize',
});

/** Where a mapper is told to change the schema each time a process of it connects. */
export function startupFacts({ pools, text }: ApplicationModel) {
  return pools
    .filter(({ library }) => library?.title === 'TypeORM')
    .flatMap(({ options }) => options)
    .flatMap(({ entry }, index) => {
      const what = AT_CONNECT[entry.name];
      const { start, end } = entry.value.at;
      if (what === undefined || text.slice(start, end) !== 'true') return [];
      const fact: StartupEffectFact = {
        ...{ kind: 'startup-effect', path: `/startup/options/${index}`, what, locks: false },
        ...{ call: `${entry.name} of TypeORM`, elsewhere: null },
      };
      return [{ fact, at: entry.nameAt }];
    });
}

/** What the address of a pool says of its size, where its options leave that to the address. */
function inAddressOf({ library, options, complete }: PoolUse): Pick<PoolFact, 'inAddress'> {
  const inAddress = library?.inAddress;
  const { unless } = inAddress ?? {};
  if (!inAddress) return {};
  const isTaken = unless !== undefined && options.some(({ entry }) => entry.name === unless);
  return isTaken || (unless !== undefined && !complete) ? {} : { inAddress };
}

/** The pools of a file, for what other files say about how often they are opened. */
export function poolFacts(model: ApplicationModel): readonly PoolFact[] {
  return model.pools.map((pool) => {
    const { path, library, engine, max, min, target, parts, perUse } = pool;
    return {
      kind: 'pool',
      path,
      library: library?.modules[0] ?? null,
      engine,
      max: factValue(max),
      min: factValue(min),
      target: factValue(target),
      ...(perUse && { perThread: true as const }),
      ...(parts && { size: factValue(parts.size), overflow: factValue(parts.overflow) }),
      ...inAddressOf(pool),
      code: poolInCode(pool, model),
      ...lifetimeOf(pool),
      ...waitOf(pool),
    };
  });
}
