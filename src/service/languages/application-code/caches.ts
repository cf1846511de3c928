import type { CitationId } from '../../citations';

/** How a cache is told how long a value lives. */
export type Lifetime =
  /** A number as the third argument. */
  | { readonly form: 'number'; readonly unit: 'milliseconds' | 'seconds' }
  /** An object as the third argument, with one of these keys. */
  | {
      readonly form: 'options';
      readonly keys: Readonly<Record<string, 'milliseconds' | 'seconds' | 'none'>>;
    }
  /** Words after the value: `'EX', 3600`. */
  | { readonly form: 'words' };

/** A cache library for JavaScript. */
export interface Cache {
  readonly title: string;
  readonly modules: readonly string[];
  readonly constructs: readonly string[];
  readonly lifetime: Lifetime;
  readonly version: string;
  /** Where its options are told. */
  readonly source: CitationId;
}

/** Caches whose `set(key, value, …)` is known, as read in their source at the version given. */
export const CACHES: readonly Cache[] = [
  {
    title: 'node-cache',
    modules: ['node-cache'],
    constructs: ['default', 'NodeCache'],
    lifetime: { form: 'number', unit: 'seconds' },
    version: '5.1',
    source: 'node-cache.set',
  },
  {
    title: 'keyv',
    modules: ['keyv'],
    constructs: ['default', 'Keyv'],
    lifetime: { form: 'number', unit: 'milliseconds' },
    version: '5.6',
    source: 'keyv.set',
  },
  {
    title: 'cache-manager',
    modules: ['cache-manager'],
    // The form of version 6 and later; version 4 took an object and seconds.
    constructs: ['createCache'],
    lifetime: { form: 'number', unit: 'milliseconds' },
    version: '7.2',
    source: 'cache-manager.set',
  },
  {
    title: 'lru-cache',
    modules: ['lru-cache'],
    constructs: ['LRUCache'],
    lifetime: { form: 'options', keys: { ttl: 'milliseconds' } },
    version: '11',
    source: 'lru-cache.set',
  },
  {
    title: 'node-redis',
    modules: ['redis', '@redis/client'],
    constructs: ['createClient'],
    lifetime: {
      form: 'options',
      keys: {
        EX: 'seconds',
        PX: 'milliseconds',
        EXAT: 'none',
        PXAT: 'none',
        KEEPTTL: 'none',
        expiration: 'none',
      },
    },
    version: '6.3',
    source: 'node-redis.set',
  },
  {
    title: 'ioredis',
    modules: ['ioredis'],
    constructs: ['default', 'Redis', 'Cluster'],
    lifetime: { form: 'words' },
    version: '5.11',
    source: 'ioredis.set',
  },
];

/** The cache a construct makes. */
export function cacheOf(module: string | null, name: string): Cache | undefined {
  return CACHES.find(
    ({ modules, constructs }) =>
      module !== null && modules.includes(module) && constructs.includes(name),
  );
}
