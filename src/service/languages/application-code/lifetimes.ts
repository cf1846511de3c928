import { numberIn } from './amounts';
import type { Cache } from './caches';
import { numberText } from './edits';
import type { CacheWrite } from './pools';
import type { Argument } from './uses';
import type { Entry, ObjectValue, Value } from './values';

/** A lifetime that does not do what it says. */
export interface Misread {
  readonly message: string;
  /** The lifetime as the cache reads it; `null` where what is meant cannot be told. */
  readonly meant: { readonly text: string; readonly words: string } | null;
}

/** Keys by which somebody says how long a value lives, in one library or another. */
const TELLING =
  /^(?:ttl|ttlSeconds|ttlMs|ex|px|expire|expires|expiresIn|expiry|maxAge|EX|PX|expiration)$/;

/** What is wrong with the lifetime of a cache write; `undefined` where nothing is, or nobody can tell. */
export function misreadLifetime({ cache, lifetime }: CacheWrite): Misread | undefined {
  const form = cache.lifetime;
  switch (form.form) {
    case 'number':
      if (lifetime.kind === 'object') return objectForNumber(cache, lifetime);
      return lifetime.kind === 'number' ? wrongUnit(cache, lifetime, form.unit) : undefined;
    case 'options':
      if (lifetime.kind === 'number') return numberForOptions(cache, lifetime);
      return lifetime.kind === 'object' ? objectOf(cache, lifetime, form.keys) : undefined;
    case 'words':
      return lifetime.kind === 'object' ? objectForWords(cache, lifetime) : undefined;
  }
}

function objectForNumber(cache: Cache, object: ObjectValue): Misread | undefined {
  const told = tellingEntry(object);
  if (!told) return undefined;
  return {
    message: `${cache.title} takes the lifetime as a number of ${unitOf(cache)}, not as an object: "${told.name}" is ignored and the value never expires. Write the number.`,
    meant: meantNumber(cache, told),
  };
}

function numberForOptions(cache: Cache, { value }: { readonly value: number }): Misread {
  return {
    message: `${cache.title} takes the lifetime in an object: the ${numberText(value)} is ignored. Write ${exampleOf(cache)}.`,
    meant: null,
  };
}

function objectOf(
  cache: Cache,
  object: ObjectValue,
  keys: Readonly<Record<string, string>>,
): Misread | undefined {
  if (object.open) return undefined;
  const own = object.entries.find(({ name }) => Object.hasOwn(keys, name));
  if (own) {
    const { value } = own;
    if (keys[own.name] !== 'milliseconds' || value.kind !== 'number') return undefined;
    const misread = wrongUnit(cache, value, 'milliseconds');
    if (!misread?.meant || object.entries.length > 1) return misread;
    return {
      ...misread,
      meant: { ...misread.meant, text: `{ ${own.name}: ${misread.meant.text} }` },
    };
  }
  const told = tellingEntry(object);
  if (!told) return undefined;
  const seconds = secondsOf(told);
  return {
    message: `${cache.title} does not know "${told.name}": it is ignored and ${'EX' in keys ? 'the value never expires' : 'the default of the cache applies'}. Write ${exampleOf(cache)}.`,
    meant:
      seconds === undefined || object.entries.length > 1 || !('EX' in keys)
        ? null
        : { text: `{ EX: ${numberText(seconds)} }`, words: 'in seconds' },
  };
}

function objectForWords(cache: Cache, object: ObjectValue): Misread | undefined {
  const told = tellingEntry(object);
  if (!told) return undefined;
  const seconds = secondsOf(told);
  return {
    message: `${cache.title} takes the lifetime as words after the value: an object reaches Redis as text, and the command is refused. Write ${exampleOf(cache)}.`,
    meant:
      seconds === undefined || object.entries.length > 1
        ? null
        : { text: `'EX', ${numberText(seconds)}`, words: 'in seconds' },
  };
}

/** A number of a command that only makes sense in the other unit: `setex` with milliseconds. */
export function misreadNumber(
  title: string,
  { text }: Pick<Argument, 'text'>,
  unit: 'milliseconds' | 'seconds',
): Misread | undefined {
  const value = numberIn(text);
  return value === undefined ? undefined : wrongUnit({ title }, { value, literal: true }, unit);
}

/** A number that only makes sense in the other unit: 3600 milliseconds, 3600000 seconds. */
function wrongUnit(
  { title }: Pick<Cache, 'title'>,
  { value, literal }: Pick<Extract<Value, { kind: 'number' }>, 'value' | 'literal'>,
  unit: 'milliseconds' | 'seconds',
): Misread | undefined {
  if (!literal) return undefined;
  if (unit === 'milliseconds') {
    // Whole minutes in seconds, and nothing a person would write in milliseconds.
    if (value < 60 || value >= 10_000 || value % 60 !== 0 || value % 1000 === 0) return undefined;
    // Beyond minutes people write quarters of an hour; 1500 may well be a second and a half.
    if (value > 600 && value % 900 !== 0) return undefined;
    return {
      message: `${title} counts the lifetime in milliseconds: ${value} are ${value / 1000} seconds. Write ${numberText(value * 1000)} if ${value} seconds are meant.`,
      meant: { text: numberText(value * 1000), words: `${value} seconds in milliseconds` },
    };
  }
  if (value < 86_400_000 && !(value >= 3_600_000 && value % 3_600_000 === 0)) return undefined;
  return {
    message: `${title} counts the lifetime in seconds: ${numberText(value)} are ${Math.round(value / 86_400)} days. Write ${numberText(value / 1000)} if milliseconds are meant.`,
    meant: { text: numberText(value / 1000), words: 'in seconds' },
  };
}

function meantNumber(cache: Cache, told: Entry): Misread['meant'] {
  const seconds = secondsOf(told);
  if (seconds === undefined) return null;
  return unitOf(cache) === 'seconds'
    ? { text: numberText(seconds), words: 'in seconds' }
    : { text: numberText(seconds * 1000), words: `${seconds} seconds in milliseconds` };
}

/** Seconds, as `ttl` and `EX` mean them; `undefined` where the number may be milliseconds. */
function secondsOf({ name, value }: Entry): number | undefined {
  if (value.kind !== 'number' || !value.literal || value.value <= 0) return undefined;
  if (/^px$|ms$/i.test(name)) return value.value % 1000 === 0 ? value.value / 1000 : undefined;
  return value.value < 100_000 ? value.value : undefined;
}

function tellingEntry({ entries, open }: ObjectValue): Entry | undefined {
  return open ? undefined : entries.find(({ name }) => TELLING.test(name));
}

function unitOf({ lifetime }: Cache): string {
  return lifetime.form === 'number' ? lifetime.unit : 'milliseconds';
}

function exampleOf({ lifetime }: Cache): string {
  if (lifetime.form === 'words') return "'EX', 3600";
  if (lifetime.form === 'options' && 'EX' in lifetime.keys) return '{ EX: 3600 }';
  return '{ ttl: 3_600_000 }';
}
