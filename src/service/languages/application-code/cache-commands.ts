import type { Located } from '../../contracts/field';
import { span } from '../../contracts/span';
import { entryOf, tableOf } from '../../text/tables';
import type { Handle, Handles } from './handle';
import type { Argument, Use, Uses } from './uses';

/** What a number counts where a command takes a lifetime; a duration of Go counts nanoseconds. */
export type LifetimeUnit = 'seconds' | 'milliseconds' | 'duration';

/** A command of a cache that may give a key a lifetime. `at` is the name of the method. */
export interface CacheCommand extends Located {
  readonly use: Use;
  readonly handle: Handle;
  readonly value: Argument | undefined;
  /** What says how long it lives; `undefined` where nothing does. */
  readonly lifetime: Argument | undefined;
  readonly unit: LifetimeUnit;
  /** A plain number there is a place in the value: Spring's `set(key, value, offset)`. */
  readonly isOffset: boolean;
}

/** Where a method has its value and its lifetime, counted from 0. */
interface Shape {
  readonly value?: number;
  readonly lifetime: number | 'named';
  readonly unit: LifetimeUnit;
}

/** Commands in Redis's own order, by their names in small letters. */
const IN_ORDER = tableOf<Shape>({
  set: { value: 1, lifetime: 'named', unit: 'seconds' },
  setex: { lifetime: 1, value: 2, unit: 'seconds' },
  psetex: { lifetime: 1, value: 2, unit: 'milliseconds' },
  expire: { lifetime: 1, unit: 'seconds' },
  pexpire: { lifetime: 1, unit: 'milliseconds' },
});

const BEHIND_VALUE: Shape = { value: 2, lifetime: 3, unit: 'duration' };
const BEHIND_KEY: Shape = { lifetime: 2, unit: 'duration' };

/** The methods of go-redis, which begin with a context. */
const GO_REDIS = tableOf<Shape>({
  set: BEHIND_VALUE,
  setex: BEHIND_VALUE,
  setnx: BEHIND_VALUE,
  setxx: BEHIND_VALUE,
  expire: BEHIND_KEY,
  pexpire: BEHIND_KEY,
  getex: BEHIND_KEY,
});

const IN_MEMORY: Shape = { value: 1, lifetime: 2, unit: 'duration' };

/** Clients by their module; every other cache that is a Redis takes its arguments in Redis's order. */
const BY_MODULE: readonly (readonly [RegExp, Readonly<Record<string, Shape>>])[] = [
  [/^github\.com\/(?:redis|go-redis)\//, GO_REDIS],
  [/^github\.com\/patrickmn\/go-cache$/, { set: IN_MEMORY, add: IN_MEMORY, replace: IN_MEMORY }],
  [/^org\.springframework\.data\.redis\b/, { set: { value: 1, lifetime: 2, unit: 'seconds' } }],
];

/** The commands of a file that may give keys of a cache a lifetime. */
export function readCacheCommands(uses: Uses, handles: Handles): readonly CacheCommand[] {
  const found: CacheCommand[] = [];
  for (const use of uses.all) {
    const receiver = use.receiver.replace(/\.opsForValue\(\)$/, '');
    const method = use.method.toLowerCase();
    if (receiver === '' || !/^p?(?:set|expire|add|replace|getex)/.test(method)) continue;
    const handle = handles.of(receiver, use);
    if (handle?.kind !== 'cache') continue;
    const own = BY_MODULE.find(([module]) => module.test(handle.module))?.[1];
    const isRedis = /^(?:node-redis|ioredis|Redis)$/.test(handle.title);
    const shape = entryOf(own ?? (isRedis ? IN_ORDER : {}), method);
    if (!shape) continue;
    const values = use.arguments;
    const named = shape.lifetime === 'named' ? namedLifetime(values) : undefined;
    const isOffset = own !== undefined && shape.unit === 'seconds';
    found.push({
      ...{ at: use.methodAt, path: `/cacheCommands/${found.length}`, use, handle },
      value: shape.value === undefined ? undefined : values[shape.value],
      lifetime: shape.lifetime === 'named' ? named?.lifetime : values[shape.lifetime],
      unit: named?.unit ?? shape.unit,
      isOffset: isOffset && values.length === 3,
    });
  }
  return found;
}

/** `ex=3600` of Python, `'PX', 3600` of ioredis. */
function namedLifetime(values: readonly Argument[]) {
  for (const [index, { text, string, at }] of values.entries()) {
    const [written = '', name] = /^([ep]x)\s*=\s*/.exec(text) ?? [];
    if (name !== undefined) {
      const from = at.start + written.length;
      const lifetime = { at: span(from, at.end), text: text.slice(written.length), string: null };
      return { lifetime, unit: unitOf(name) };
    }
    if (index >= 2 && string !== null && /^[ep]x$/i.test(string)) {
      return { lifetime: values[index + 1], unit: unitOf(string) };
    }
  }
  return undefined;
}

function unitOf(word: string): LifetimeUnit {
  return /^p/i.test(word) ? 'milliseconds' : 'seconds';
}
