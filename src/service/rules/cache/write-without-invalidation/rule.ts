import { defineRule } from '../../../contracts/rule';
import { CLEARS } from '../../../languages/application-code/cache-facts';
import {
  type CacheAside,
  isAbout,
  isShortLived,
} from '../../../languages/application-code/caching';
import type { ApplicationModel } from '../../../languages/application-code/model';
import { type Query, queriesIn } from '../../../languages/application-code/queries';
import { functionOf, inside, type Region, usesIn } from '../../../languages/application-code/uses';

export default defineRule({
  id: 'cache/write-without-invalidation',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Write leaves the cached copy',
  summary: 'Data is changed whose cached copy stays as it was.',
  citations: ['guide.caching', 'redis.cache-aside'],
  practices: [],
  checklist: ['cache-lifetimes'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    const { queries, caching, uses } = application;
    for (const query of queries) {
      if (query.kind !== 'write' || /^create/.test(query.use.method) || isInsert(query)) continue;
      const scope = functionOf(query.use);
      const aside = caching.asides.find(
        (candidate) =>
          isAbout(candidate.key, query) &&
          candidate.scope !== scope &&
          !isShortLived(candidate.lifetime) &&
          readsInto(application, candidate.scope.at, query),
      );
      if (!aside || scope.kind === 'file') continue;
      const around = whole(scope, aside);
      const touches = usesIn(uses, around.at).some(
        ({ receiver, method }) => receiver === aside.set.receiver || CLEARS.test(method),
      );
      if (touches) continue;
      report({
        at: query,
        message: `${query.subject} is changed here, and ${aside.key} keeps the old value in the cache until its lifetime ends. Delete the key after the write.`,
        related: [{ at: aside, message: 'It is cached here' }],
      });
    }
  },
});

/**
 * The function that a write stands in, with those around it: what a transaction runs changes the rows,
 * and who asked for the transaction clears the cache when it is over.
 */
function whole(scope: Region, aside: CacheAside): Region {
  let widest = scope;
  for (let at: Region | null = scope; at && !inside(aside.at, at.at); at = at.around) {
    if (at.kind === 'function') widest = at;
  }
  return widest;
}

/** A key with many values is written by id; a new row has no cached copy. */
function isInsert({ sql }: Query): boolean {
  return sql !== null && /^\s*INSERT/i.test(sql);
}

/** The function that fills the cache reads the same from the database. */
function readsInto(
  { queries }: ApplicationModel,
  scope: { start: number; end: number },
  write: Query,
): boolean {
  return queriesIn(queries, scope).some(
    ({ kind, subject }) => kind === 'read' && subject === write.subject,
  );
}
