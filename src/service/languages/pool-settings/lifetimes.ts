import type { PoolLifetime } from '../../contracts/fact';
import { settingOf } from './build';
import type { PoolSettings } from './model';
import { HIKARI } from './products';

/** How long a pool keeps a connection, where its settings are all there are. */
export function lifetimeOf(pool: PoolSettings): { readonly lifetime?: PoolLifetime } {
  if (pool.product !== HIKARI || !pool.complete) return {};
  const setting = settingOf(pool, 'lifetime');
  if (setting && setting.value.state !== 'known') return {};
  const written = setting?.value.state === 'known' ? setting.value.value : 1_800_000;
  // HikariCP takes its default for what is shorter.
  const milliseconds = written > 0 && written < 30_000 ? 1_800_000 : written;
  return {
    lifetime: {
      path: setting?.path ?? pool.path,
      option: 'max-lifetime',
      seconds: milliseconds > 0 ? milliseconds / 1000 : null,
      perSecond: setting ? 1000 : null,
      tested: settingOf(pool, 'keepalive') !== undefined,
    },
  };
}
