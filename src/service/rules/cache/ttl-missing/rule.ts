import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { span } from '../../../contracts/span';
import { type CacheAside, isKeptForEver } from '../../../languages/application-code/caching';
import { numberText } from '../../../languages/application-code/edits';

export default defineRule({
  id: 'cache/ttl-missing',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Cached without a lifetime',
  summary: 'A cached value has no lifetime.',
  citations: ['guide.caching', 'redis.expire'],
  practices: ['cache.ttl'],
  checklist: ['cache-lifetimes'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application, practice }, report) {
    for (const aside of application.caching.asides) {
      if (!isKeptForEver(aside)) continue;
      const { set, key } = aside;
      report({
        at: aside,
        message: `${set.receiver}.${set.method} gives ${key} no lifetime: what is cached is never read again from the database, and Redis fills up. Say how long it may be out of date.`,
        fixes: () => fixes(aside, practice('cache.ttl'), application.grammar),
      });
    }
  },
});

/** The library's own way to say it; Go would need an import of time as well. */
function fixes({ handle, set }: CacheAside, seconds: number, grammar: string): readonly Fix[] {
  const last = set.arguments.at(-1);
  if (!last || set.method !== 'set' || /^(?:go|java)$/.test(grammar) || set.arguments.length !== 2)
    return [];
  const text =
    grammar === 'python'
      ? `ex=${numberText(seconds)}`
      : handle.title === 'ioredis'
        ? `'EX', ${numberText(seconds)}`
        : `{ EX: ${numberText(seconds)} }`;
  const edits = [{ span: span(last.at.end, last.at.end), newText: `, ${text}` }];
  return [
    { title: `Let it expire after ${numberText(seconds)} seconds`, kind: 'suggestion', edits },
  ];
}
