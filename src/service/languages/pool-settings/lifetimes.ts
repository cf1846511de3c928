import type { PoolLifetime, PoolWait } from '../../contracts/fact';
import { settingOf } from './build';
import type { PoolSettings } from './model';
import { HIKARI } from './products';

/** How long a pool keeps a connection, where its settings are all there are. */
export function lifetimeOf(pool: PoolSettings): { readonly lifetime?: PoolLifetime } {
  const setting = settingOf(pool, 'lifetime');
  // A part for a profile says what it says itself; of what it leaves out the others say something.
  if (pool.product !== HIKARI || (!pool.complete && !setting)) return {};
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

/** How long a pool lets a request wait for a connection, where its settings say so or leave it to HikariCP. */
export function waitOf(pool: PoolSettings): { readonly wait?: PoolWait } {
  const setting = settingOf(pool, 'acquireTimeout');
  if (!setting) {
    return pool.product === HIKARI && pool.complete
      ? { wait: { path: pool.path, option: 'connection-timeout', seconds: 30, isDefault: true } }
      : {};
  }
  if (setting.value.state !== 'known' || setting.value.value <= 0) return {};
  const { names = [], unit } = setting.option ?? {};
  const seconds = setting.value.value / (unit === 'milliseconds' ? 1000 : 1);
  return { wait: { path: setting.path, option: names[0] ?? '', seconds, isDefault: false } };
}
