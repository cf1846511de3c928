import { type Fact, factValue } from '../../contracts/fact';
import type { SettingsModel } from './model';
import { PGBOUNCER, PHP_FPM } from './products';

/** What a settings file says to other files: pools, a pooler between, threads that want connections. */
export function settingsFacts({ pools, threads }: SettingsModel): readonly Fact[] {
  return [
    ...pools.flatMap(
      ({ product, path, engine, max, min, complete, databaseEnv, maxEnv }): Fact[] => {
        if (product === PGBOUNCER) return [{ kind: 'pooler', path }];
        // What PHP does with its processes is not read, and a part of a profile is no whole pool.
        if (product === PHP_FPM || (!complete && max.state !== 'known')) return [];
        return [
          {
            kind: 'pool',
            path,
            library: product.package,
            engine,
            max: factValue(max),
            min: factValue(min),
            databaseEnv,
            maxEnv,
          },
        ];
      },
    ),
    ...(threads
      ? [
          {
            kind: 'threads' as const,
            path: threads.path,
            max: factValue(threads.max),
            env: threads.env,
          },
        ]
      : []),
  ];
}
