import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { type Misread, misreadLifetime } from '../../../languages/application-code/lifetimes';
import type { CacheWrite } from '../../../languages/application-code/pools';

export default defineRule({
  id: 'cache/ttl-shape',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  summary: 'A lifetime is given to a cache in a form or unit it does not read.',
  citations: ['guide.caching', 'cache-manager.set', 'keyv.set', 'node-redis.set', 'lru-cache.set'],
  practices: [],
  checklist: ['cache-lifetimes'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const write of application.cacheWrites) {
      const misread = misreadLifetime(write);
      if (!misread) continue;
      report({
        at: write,
        message: misread.message,
        citations: [write.cache.source],
        fixes: () => fixes(write, misread),
      });
    }
  },
});

function fixes({ at }: CacheWrite, { meant }: Misread): readonly Fix[] {
  if (meant === null) return [];
  return [
    {
      title: `Write ${meant.text} (${meant.words})`,
      kind: 'suggestion',
      edits: [{ span: at, newText: meant.text }],
    },
  ];
}
