import type { PoolLifetime, PoolWait } from '../../contracts/fact';
import type { PoolUse } from './pools';

/** How long a pool keeps a connection, where everything that decides it is in sight. */
export function lifetimeOf({ library, options, complete, path }: PoolUse): {
  readonly lifetime?: PoolLifetime;
} {
  const keeping = library?.keeping;
  const option = library?.options.find(({ role }) => role === 'lifetime');
  if (!keeping || !option || options.some(({ entry }) => POOL.test(entry.name))) return {};
  const tested = options.some(({ entry }) => keeping.tests.test(entry.name));
  const use = options.find((other) => other.option === option);
  // Setters may be called elsewhere; keyword arguments that are spread may be anything.
  if (!complete && (!use || keeping.needsAll)) return {};
  const perSecond = option.unit === 'milliseconds' ? 1000 : 1;
  const value = use?.entry.value;
  if (value && (value.kind !== 'number' || value.env !== null)) return {};
  const number = value?.kind === 'number' ? value.value : option.byDefault;
  if (number === null) return {};
  return {
    lifetime: {
      path: use?.path ?? path,
      option: option.name,
      seconds: number > 0 ? number / perSecond : null,
      perSecond: value?.kind === 'number' && value.literal ? perSecond : null,
      tested,
    },
  };
}

/** How long a pool lets a request wait for a connection, where that is known. */
export function waitOf({ library, acquireTimeout, options, complete }: PoolUse): {
  readonly wait?: PoolWait;
} {
  const option = library?.options.find(({ role }) => role === 'acquireTimeout');
  if (!option || acquireTimeout.state !== 'known' || acquireTimeout.value <= 0) return {};
  const isDefault = acquireTimeout.origin === 'defaulted';
  // What makes its own pool, or is given more than is seen, may wait otherwise.
  if (isDefault && (!complete || options.some(({ entry }) => POOL.test(entry.name)))) return {};
  const seconds = acquireTimeout.value / (option.unit === 'milliseconds' ? 1000 : 1);
  return { wait: { path: acquireTimeout.path, option: option.name, seconds, isDefault } };
}

/** A pool of the program's own, or none. */
const POOL = /^(?:poolclass|pool)$/;
