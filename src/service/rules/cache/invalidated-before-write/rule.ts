import { defineRule } from '../../../contracts/rule';
import { writeBehind } from '../../../languages/application-code/caching';

export default defineRule({
  id: 'cache/invalidated-before-write',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Cache cleared before the write',
  summary: 'A cached value is removed before the write that makes it old.',
  citations: ['guide.caching', 'redis.cache-aside'],
  practices: [],
  checklist: ['cache-lifetimes'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    const { queries, caching } = application;
    for (const change of caching.changes) {
      if (change.kind !== 'delete') continue;
      const query = writeBehind(change, caching, queries);
      if (!query) continue;
      report({
        at: change,
        message: `${change.key} leaves the cache before ${query.subject} is written: a request between the two reads the old row and caches it again. Delete the key after the write.`,
        related: [{ at: query, message: 'It is written here' }],
      });
    }
  },
});
