import { defineRule } from '../../../contracts/rule';
import {
  type Connection,
  type LoopedQuery,
  loopedQueries,
  loopWords,
} from '../../../languages/application-code/queries/looped';
import type { Region } from '../../../languages/application-code/uses';

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
  title: 'Query in a loop',
  summary: 'A query runs once for each item of a list.',
  citations: ['guide.database', 'prisma.query-optimization', 'sqlalchemy.n-plus-one'],
  practices: [],
  checklist: ['n-plus-one'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    const writes = groupedByLoop(loopedQueries(application, 'write'));
    for (const query of loopedQueries(application, 'read')) {
      const { use, loop, subject, behind, on } = query;
      const { each, handler, isRequest, at, begins } = loopWords(query, application);
      const of = subject === null ? 'query' : `query of ${subject}`;
      const what = behind ? `${use.method} makes a ${of} and` : `A ${of}`;
      // What the same loop writes is told here, once.
      const written = writes.get(loop) ?? [];
      writes.delete(loop);
      report({
        at,
        severity: isRequest ? 'warning' : 'information',
        message: `${what} runs once for each item of ${each}${handler}: 100 items are 100 round trips${TRIPS[on]}. Read them all with one query before the loop.`,
        related: [
          begins,
          ...written.map((write) => ({
            at: loopWords(write, application).at,
            message: 'This write runs once for each item as well',
          })),
        ],
      });
    }
  },
});

function groupedByLoop(queries: readonly LoopedQuery[]): Map<Region, LoopedQuery[]> {
  const groups = new Map<Region, LoopedQuery[]>();
  for (const query of queries) {
    const same = groups.get(query.loop);
    if (same) same.push(query);
    else groups.set(query.loop, [query]);
  }
  return groups;
}
