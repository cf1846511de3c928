import { type PoolAtLoad, poolsOfOneProcess } from '../../../architecture/together';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'pool/duplicate',
  since: '0.2.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'Two pools to one database',
  summary: 'One program opens two pools to the same database.',
  citations: ['guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: ['pool/prisma-client-many'],
  check({ architecture }, report) {
    const groups = poolsOfOneProcess(architecture, (pool) => {
      const { fact } = pool.entry;
      // What makes the pool is part of the key: an engine that waits and one that does not are two.
      return pool.code.address && !isMeant(pool)
        ? `${fact.library} ${pool.code.constructed}\n${pool.code.address}`
        : undefined;
    });
    for (const [first, ...others] of groups) {
      if (!first) continue;
      for (const { entry } of others) {
        const { uri, fact } = entry;
        report({
          at: { uri, path: fact.path },
          message: `This pool and the one of ${first.entry.file} go to the same database: one process may open the connections of both, and while one is exhausted the other lies idle. Take that one, or name this one for what it is kept apart for.`,
          related: [
            {
              at: { uri: first.entry.uri, path: first.entry.fact.path },
              message: 'the other pool to the same database',
            },
          ],
        });
      }
    }
  },
});

/** Words for what a pool is kept apart for, in its name or in that of its file. */
const PURPOSE =
  /read|write|replica|primary|queue|job|worker|listen|notify|admin|migrat|session|lock|analytic|report|metric|bull|pub|sub|cache|test|owner|super|root|bypass|cron|batch|audit|log|auth|event|stream|health|back|legacy|search|tenant/i;

function isMeant({ entry, code }: PoolAtLoad): boolean {
  return (
    entry.fact.library === '@prisma/client' ||
    entry.fact.engine === 'other' ||
    PURPOSE.test(code.name ?? '') ||
    PURPOSE.test(entry.file)
  );
}
