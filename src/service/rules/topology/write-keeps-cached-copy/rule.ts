import { defineRule } from '../../../contracts/rule';
import { stemOf } from '../../../text/stems';

export default defineRule({
  id: 'topology/write-keeps-cached-copy',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'Write keeps a cached copy',
  summary: 'Rows are changed whose cached copy another file keeps, and nobody removes it.',
  citations: ['guide.caching', 'redis.cache-aside'],
  practices: [],
  checklist: ['cache-lifetimes'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: ['cache/write-without-invalidation'],
  check({ architecture }, report) {
    const copies = architecture.of('cache-copy');
    if (copies.length === 0) return;
    const cleared = architecture.of('cache-clear').map(({ fact }) => fact.key.toLowerCase());
    const kept = new Map(
      copies.flatMap((copy) => {
        const stem = stemOf(copy.fact.subject);
        const isCleared = cleared.some((key) => key.includes(stem));
        return stem.length < 3 || isCleared ? [] : [[stem, copy] as const];
      }),
    );
    if (kept.size === 0) return;
    for (const { fact, uri } of architecture.of('row-change')) {
      const copy = kept.get(stemOf(fact.subject));
      // Beside each other in one file they are the finding of that file.
      if (!copy || copy.uri === uri) continue;
      report({
        at: { uri, path: fact.path },
        message: `${fact.subject} is changed here, ${copy.fact.key} keeps the old value in the cache until its lifetime ends, and nothing in the project deletes it. Delete the key after the write.`,
        related: [{ at: { uri: copy.uri, path: copy.fact.path }, message: 'It is cached here' }],
      });
    }
  },
});
