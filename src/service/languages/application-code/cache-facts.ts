import type {
  CacheClearFact,
  CacheCopyFact,
  CacheManagerFact,
  KeptCopyFact,
  RowChangeFact,
} from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import { isAbout, isKeptForEver, isShortLived } from './caching';
import type { ApplicationModel } from './model';
import { functionOf, inside, type Region, usesIn } from './uses';

type CacheFact = CacheManagerFact | CacheCopyFact | CacheClearFact | RowChangeFact | KeptCopyFact;

interface Found {
  readonly fact: CacheFact;
  readonly at: Span;
}

/** Functions of the project whose names say that they clear what is cached. */
export const CLEARS =
  /invalidat|evict|purge|bust|clear|expire|revalidat|forget|refresh|publish|emit/i;

/** What a file says about cached copies to the files that change the rows, and the other way round. */
export function cacheFacts(model: ApplicationModel): readonly Found[] {
  const { caching, queries, uses, grammar, text } = model;
  const found: Found[] = [];
  const add = (kind: string, at: Span, fact: (path: string) => CacheFact) => {
    found.push({ fact: fact(`/${kind}/${found.length}`), at });
  };
  for (const aside of caching.asides) {
    const read = queries.find(
      (query) =>
        query.kind === 'read' && inside(query.use.at, aside.scope.at) && isAbout(aside.key, query),
    );
    const { key } = aside;
    if (isKeptForEver(aside)) {
      add('keptCopies', aside.at, (path) => ({ kind: 'kept-copy', path, key }));
    }
    const subject = read?.subject;
    if (!subject || isShortLived(aside.lifetime)) continue;
    add('cacheCopies', aside.at, (path) => ({ kind: 'cache-copy', path, key, subject }));
  }
  const filling = new Set(caching.asides.map(({ set }) => set));
  for (const { use, key, at } of caching.changes) {
    if (!filling.has(use)) add('cacheClears', at, (path) => ({ kind: 'cache-clear', path, key }));
  }
  for (const { kind, subject, use, sql, at } of queries) {
    const isNew = /^create/i.test(use.method) || (sql !== null && /^\s*INSERT/i.test(sql));
    if (kind !== 'write' || isNew || subject === null) continue;
    const scope = widest(functionOf(use));
    if (scope.kind === 'file') continue;
    const clears = usesIn(uses, scope.at).some(
      (call) => CLEARS.test(call.method) || model.handles.of(call.receiver, call)?.kind === 'cache',
    );
    if (!clears) add('rowChanges', at, (path) => ({ kind: 'row-change', path, subject }));
  }
  if (
    grammar === 'java' &&
    /\bentryTtl\s*\(|\bRedisCacheWriter\b|\bRedisCacheManager\b/.test(text)
  ) {
    add('cacheManagers', { start: 0, end: 0 }, (path) => ({
      ...{ kind: 'cache-manager', path, lifetime: 'set' },
    }));
  }
  return found;
}

/** The function around all that stand around it: who asked for a transaction may clear the cache after it. */
function widest(scope: Region): Region {
  let found = scope;
  for (let at: Region | null = scope; at; at = at.around) if (at.kind === 'function') found = at;
  return found;
}
