import type { SessionStoreFact, SettingValue } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { type Field, known, referenced } from '../../contracts/field';
import { span } from '../../contracts/span';
import { type ProcessStatement, processSettings } from './statement';

/** Settings that keep what processes have to share in the memory or on the disk of one of them. */
const KEPT: readonly (readonly [
  pattern: RegExp,
  what: SessionStoreFact['what'],
  library: string,
])[] = [
  [/^[ \t]*config\.cache_store[ \t]*=[ \t]*:(?:memory|file)_store\b/m, 'cache', 'Rails.cache'],
  [
    /^[ \t]*config\.session_store[ \t]*(?:=[ \t]*)?:cache_store\b/m,
    'session',
    'Rails (:cache_store)',
  ],
  [
    /^[ \t]*config\.active_storage\.service[ \t]*=[ \t]*:(?:local|disk)\b/m,
    'upload',
    'Active Storage (:local)',
  ],
];

/** What `config/environments/production.rb` keeps in each process, or on its disk. */
export function railsProduction(text: string): readonly Placed<SessionStoreFact>[] {
  const isInMemory = /^[ \t]*config\.cache_store[ \t]*=[ \t]*:(?:memory|file)_store\b/m.test(text);
  return KEPT.flatMap(([pattern, what, library]): readonly Placed<SessionStoreFact>[] => {
    const found = pattern.exec(text);
    // Sessions in a cache are where the cache is.
    if (!found || (what === 'session' && !isInMemory)) return [];
    const start = found.index + found[0].length - found[0].trimStart().length;
    return [
      {
        ...{ kind: 'session-store', path: `/state/${what}`, what, library, store: 'memory' },
        at: span(start, found.index + found[0].length),
      },
    ];
  });
}

/** Where an initializer keeps what processes have to share: in the cache of Rails, which other settings choose. */
const IN_CACHE: readonly (readonly [
  pattern: RegExp,
  what: SessionStoreFact['what'],
  library: string,
])[] = [
  [
    /^[ \t]*(?:[\w.]{1,60}\.)?session_store[ \t(]*:cache_store\b/m,
    'session',
    'Rails (:cache_store)',
  ],
  [/^[ \t]*(?:Rack::Attack\.)?throttle[ \t(]/m, 'rate-limit', 'Rack::Attack'],
];

/** What an initializer says of processes: throttles, sessions in the cache, how long a request may take. */
export function railsInitializer(text: string): readonly ProcessStatement[] {
  const chosen = /^[ \t]*(?:Rack::Attack\.)?cache\.store[ \t]*=[ \t]*([^\n#]{1,200})/m.exec(
    text,
  )?.[1];
  const kept = IN_CACHE.flatMap(([pattern, what, library]): readonly Placed<SessionStoreFact>[] => {
    if (what === 'rate-limit' && !/\bRack::Attack\b/.test(text)) return [];
    const found = pattern.exec(text);
    if (!found) return [];
    const isMemory = /\bMemoryStore\b|:memory_store\b/.test(chosen ?? '');
    const store =
      what === 'rate-limit' && chosen ? (isMemory ? 'memory' : 'shared') : 'rails-cache';
    const start = found.index + found[0].length - found[0].trimStart().length;
    const at = span(start, found.index + found[0].trimEnd().length);
    return [{ kind: 'session-store', path: `/state/${what}`, what, library, store, at }];
  });
  const limit = requestLimit(text);
  return limit ? [...kept, processSettings('rack-timeout', { service_timeout: limit })] : kept;
}

/** `service_timeout: 20`, `Rack::Timeout.service_timeout = ENV.fetch("…", 20)`: seconds. */
function requestLimit(text: string): Field<SettingValue> | undefined {
  if (!/\bRack::Timeout\b/.test(text)) return undefined;
  const found =
    /\bservice_timeout[ \t]{0,9}[:=][ \t]{0,9}(?:(\d{1,6})\b|(?:Integer\()?ENV(?:\.fetch\(|\[)["'](\w{1,60})["'](?:,[ \t]{0,9}["']?(\d{1,6})["']?)?)/.exec(
      text,
    );
  if (!found) return undefined;
  const [whole, written, name, fallback] = found;
  const at = span(found.index, found.index + whole.length);
  const path = '/settings/service_timeout';
  if (name === undefined) return known(Number(written), at, path);
  return referenced({ space: 'env', name, fallback: fallback ?? null }, at, path);
}
