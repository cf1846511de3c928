import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import type { Span } from '../../../contracts/span';
import {
  type Misread,
  misreadLifetime,
  misreadNumber,
} from '../../../languages/application-code/lifetimes';

export default defineRule({
  id: 'cache/ttl-shape',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Lifetime in the wrong unit or form',
  summary: 'A lifetime is given to a cache in a form or unit it does not read.',
  citations: ['guide.caching', 'cache-manager.set', 'keyv.set', 'node-redis.set', 'lru-cache.set'],
  practices: [],
  checklist: ['cache-lifetimes'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const { lifetime, unit, handle, path } of application.cacheCommands) {
      const misread =
        lifetime && unit !== 'duration' ? misreadNumber(handle.title, lifetime, unit) : undefined;
      if (!lifetime || !misread) continue;
      const at = { at: lifetime.at, path: `${path}/lifetime` };
      report({ at, message: misread.message, fixes: () => fixes(at, misread) });
    }
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

function fixes({ at }: { readonly at: Span }, { meant }: Misread): readonly Fix[] {
  if (meant === null) return [];
  return [
    {
      title: `Write ${meant.text} (${meant.words})`,
      kind: 'suggestion',
      edits: [{ span: at, newText: meant.text }],
    },
  ];
}
