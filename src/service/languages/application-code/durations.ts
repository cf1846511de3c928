import type { Span } from '../../contracts/span';
import { unitlessDuration } from './amounts';
import type { ApplicationModel } from './model';
import type { Argument, Use } from './uses';

/** A duration of Go that is written as a plain number. */
export interface UnitlessDuration {
  /** The number, or the name that stands for it. */
  readonly at: Span;
  readonly written: string;
  readonly nanoseconds: number;
  /** What takes it, for people: `Set`, `Timeout of http.Client`. */
  readonly what: string;
  /** It says how long something is kept, so that many seconds are meant. */
  readonly isLifetime: boolean;
}

/** Structs by their package, and which of their fields are durations that matter to connections. */
const FIELDS: readonly (readonly [of: RegExp, type: RegExp, fields: RegExp])[] = [
  [
    /^net\/http$/,
    /^(?:Client|Server|Transport)$/,
    /^(?:Timeout|Read(?:Header)?Timeout|WriteTimeout|IdleTimeout|IdleConnTimeout|TLSHandshakeTimeout|ResponseHeaderTimeout|ExpectContinueTimeout)$/,
  ],
  [/^net$/, /^Dialer$/, /^(?:Timeout|KeepAlive)$/],
  [
    /^github\.com\/(?:redis|go-redis)\//,
    /Options$/,
    /^(?:Dial|Read|Write|Pool|Idle)Timeout$|^ConnMax(?:IdleTime|Lifetime)$|^MaxConnAge$|RetryBackoff$/,
  ],
  [/^github\.com\/gomodule\/redigo\//, /^Pool$/, /^(?:IdleTimeout|MaxConnLifetime)$/],
  [/^google\.golang\.org\/grpc\/keepalive$/, /Parameters$/, /^(?:Time|Timeout|MaxConnection\w+)$/],
  [
    /^github\.com\/segmentio\/kafka-go$/,
    /^(?:Writer|ReaderConfig|Dialer)$/,
    /Timeout$|Backoff\w{0,60}$|^MaxWait$/,
  ],
];

/** Functions of packages that take a duration, and in which place. */
const FUNCTIONS: readonly (readonly [of: RegExp, name: RegExp, index: readonly number[]])[] = [
  [/^context$/, /^WithTimeout(?:Cause)?$/, [1]],
  [/^net$/, /^DialTimeout$/, [2]],
  [/^github\.com\/patrickmn\/go-cache$/, /^New$/, [0, 1]],
];

/** Methods whose names alone say that they take a duration: of database/sql, and of MongoDB's options. */
const METHODS =
  /^Set(?:ConnMaxLifetime|ConnMaxIdleTime|MaxConnIdleTime|ConnectTimeout|ServerSelectionTimeout|SocketTimeout)$/;

/** Less than a millisecond is no time between machines. */
const SHORTEST = 1_000_000;

/** The durations of a file of Go that have no unit, among those that connections and caches live by. */
export function unitlessDurations(model: ApplicationModel): readonly UnitlessDuration[] {
  if (model.grammar !== 'go') return [];
  const found: UnitlessDuration[] = [];
  const add = (
    argument: Pick<Argument, 'at' | 'text'> | undefined,
    what: string,
    isLifetime: boolean,
  ) => {
    const nanoseconds = argument && unitlessDuration(argument.text, model.text);
    if (!argument || !nanoseconds || nanoseconds >= SHORTEST) return;
    found.push({ at: argument.at, written: argument.text, nanoseconds, what, isLifetime });
  };
  for (const { use, lifetime, unit } of model.cacheCommands) {
    if (unit === 'duration') add(lifetime, `${use.receiver}.${use.method}`, true);
  }
  for (const use of model.uses.all) {
    const [first] = use.arguments;
    if (METHODS.test(use.method)) add(first, use.method, /Lifetime|IdleTime/.test(use.method));
    const module = model.uses.imports.get(use.receiver)?.module;
    if (module === undefined) continue;
    for (const [of, name, indexes] of FUNCTIONS) {
      if (!of.test(module) || !name.test(use.method)) continue;
      for (const index of indexes)
        add(use.arguments[index], `${use.receiver}.${use.method}`, /go-cache/.test(module));
    }
    for (const [of, type, fields] of FIELDS) {
      if (!of.test(module) || !type.test(use.method)) continue;
      for (const { name, value } of fieldsOf(use)) {
        if (fields.test(name))
          add(value, `${name} of ${use.receiver}.${use.method}`, /Life|Idle|Age/.test(name));
      }
    }
  }
  return found;
}

/** The fields of a composite literal: `Timeout: 10 * time.Second`. */
function fieldsOf({ arguments: parts }: Use) {
  return parts.flatMap(({ text, at }) => {
    const [head = '', name = ''] = /^(\w+)\s*:\s*/.exec(text) ?? [];
    if (name === '') return [];
    const value = {
      text: text.slice(head.length),
      at: { start: at.start + head.length, end: at.end },
    };
    return [{ name, value }];
  });
}
