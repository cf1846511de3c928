import { defineRule } from '../../../contracts/rule';
import { writeBehind } from '../../../languages/application-code/caching';

export default defineRule({
  id: 'cache/set-before-write',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Cached before it is written',
  summary: 'A value is cached before it is written to the database.',
  citations: ['guide.caching', 'redis.cache-aside'],
  practices: [],
  checklist: ['cache-lifetimes'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    const { queries, caching } = application;
    for (const change of caching.changes) {
      if (change.kind !== 'set') continue;
      const query = writeBehind(change, caching, queries);
      if (!query) continue;
      report({
        at: change,
        message: `${change.key} is in the cache before ${query.subject} is written: when the write fails, requests read what the database never got. Write first, then cache.`,
        related: [{ at: query, message: 'It is written here' }],
      });
    }
  },
});
