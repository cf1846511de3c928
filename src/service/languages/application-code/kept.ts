import type { PoolLifetime } from '../../contracts/fact';
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

/** A pool of the program's own, or none. */
const POOL = /^(?:poolclass|pool)$/;
