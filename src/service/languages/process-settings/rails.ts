import type { SessionStoreFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { span } from '../../contracts/span';

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
