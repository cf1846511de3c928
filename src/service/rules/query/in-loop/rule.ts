import { defineRule } from '../../../contracts/rule';
import { type Connection, loopedQueries } from '../../../languages/application-code/queries/looped';

const TRIPS: Readonly<Record<Connection, string>> = {
  taken: ', and each takes a connection',
  held: ' on the connection that is held',
  unknown: '',
};

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
    for (const { use, loop, subject, behind, on } of loopedQueries(application, 'read')) {
      const occasion = application.occasionOf(use);
      const each = loop.over !== null && loop.over.length <= 40 ? loop.over : 'the list';
      const handler = occasion.kind === 'request' ? `, in each request of ${occasion.handler}` : '';
      const of = subject === null ? 'query' : `query of ${subject}`;
      const what = behind ? `${use.method} makes a ${of} and` : `A ${of}`;
      report({
        at: { at: use.methodAt, path: `/uses/${use.at.start}` },
        severity: occasion.kind === 'request' ? 'warning' : 'information',
        message: `${what} runs once for each item of ${each}${handler}: 100 items are 100 round trips${TRIPS[on]}. Read them all with one query before the loop.`,
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
