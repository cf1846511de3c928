import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'query/in-loop',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  summary: 'A query runs once for each item of a list.',
  citations: ['guide.database', 'prisma.query-optimization', 'sqlalchemy.n-plus-one'],
  practices: [],
  checklist: ['n-plus-one'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const query of application.queries) {
      const { use, loop, kind, subject } = query;
      if (kind !== 'read' || !loop) continue;
      const occasion = use.occasion();
      const of = subject === null ? 'A query' : `A query of ${subject}`;
      const each = loop.over !== null && loop.over.length <= 40 ? loop.over : 'the list';
      const handler = occasion.kind === 'request' ? `, in each request of ${occasion.handler}` : '';
      report({
        at: query,
        severity: occasion.kind === 'request' ? 'warning' : 'information',
        message: `${of} runs once for each item of ${each}${handler}: 100 items are 100 round trips, and each takes a connection. Read them all with one query before the loop.`,
        related: [
          {
            at: {
              at: { start: loop.at.start, end: loop.at.start },
              path: `/loops/${loop.at.start}`,
            },
            message: 'The loop begins here',
          },
        ],
      });
    }
  },
});
