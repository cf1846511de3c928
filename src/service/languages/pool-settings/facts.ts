import { type Fact, factValue } from '../../contracts/fact';
import { type Field, variableBehind } from '../../contracts/field';
import { lifetimeOf, waitOf } from './lifetimes';
import type { PoolSettings, SettingsModel } from './model';
import { poolerOf } from './poolers';
import { ACTIVE_RECORD, PGBOUNCER, PHP_FPM } from './products';

/** What a settings file says to other files: pools, a pooler between, threads that want connections. */
export function settingsFacts(model: SettingsModel): readonly Fact[] {
  const { pools, threads } = model;
  const poolers = [
    ...pools.filter(({ product }) => product === PGBOUNCER).map(poolerOf),
    ...model.poolers,
  ];
  return [
    ...poolers.map(
      ({ path, names, port, mode, version, preparedStatements }): Fact => ({
        kind: 'pooler',
        ...{ path, names, port, version },
        mode: factValue(mode),
        preparedStatements: factValue(preparedStatements),
      }),
    ),
    ...model.addresses.map(
      ({ path, env, host, port, parameters }): Fact => ({
        kind: 'address',
        ...{ path, env, host, port, parameters },
      }),
    ),
    ...model.timeouts.map(
      ({ path, engine, setting, seconds }): Fact => ({
        kind: 'server-timeout',
        ...{ path, engine, setting, seconds },
      }),
    ),
    ...model.statementLimits.map(
      ({ path, pool, milliseconds }): Fact => ({
        kind: 'statement-limit',
        path,
        pool,
        milliseconds,
      }),
    ),
    ...model.cacheManagers.map(
      ({ path, lifetime }): Fact => ({ kind: 'cache-manager', path, lifetime }),
    ),
    ...model.sessions.map(
      ({ path, what, says, databaseEnv, address, of }): Fact => ({
        kind: 'session-use',
        ...{ path, what, says, databaseEnv, address },
        ...(of !== undefined && { of }),
      }),
    ),
    ...pools.flatMap((pool): Fact[] => {
      const { product, path, engine, max, min, complete, target, overrides, inAddress, profile } =
        pool;
      if (product === PGBOUNCER) return [];
      // What PHP does with its processes is not read, and a part of a profile is no whole pool.
      if (product === PHP_FPM || (!complete && !isSaid(max) && profile === undefined)) return [];
      return [
        {
          kind: 'pool',
          path,
          library: product.package,
          engine,
          max: factValue(max),
          min: factValue(min),
          target: factValue(target),
          ...(overrides && { overrides }),
          ...(inAddress && { inAddress }),
          ...(profile !== undefined && { profile }),
          ...(isUnlocked(pool) && { migratesUnlocked: true as const }),
          ...lifetimeOf(pool),
          ...waitOf(pool),
        },
      ];
    }),
    ...(threads
      ? [
          {
            kind: 'threads' as const,
            path: threads.path,
            server: threads.server,
            max: factValue(threads.max),
          },
        ]
      : []),
  ];
}

/** Active Record is told to take no lock while it migrates. */
function isUnlocked({ product, settings }: PoolSettings): boolean {
  return (
    product === ACTIVE_RECORD &&
    settings.some(({ name, text }) => name === 'advisory_locks' && text === 'false')
  );
}

/** A number, or the variables that say it. */
function isSaid(max: Field<number>): boolean {
  if (max.state === 'known' || variableBehind(max) !== null) return true;
  return max.state === 'unknown' && max.expression !== undefined;
}
