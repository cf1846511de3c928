import { defineRule } from '../../../contracts/rule';
import type { ApplicationModel } from '../../../languages/application-code/model';
import { isInLoop, loopOf } from '../../../languages/application-code/queries/loops';
import { statementIn } from '../../../languages/application-code/queries/statements';
import type { Region, Use } from '../../../languages/application-code/uses';

/** Whether each query takes a connection for itself, or all are made on one; Django and JPA keep one for a request. */
type Connection = 'taken' | 'held' | 'unknown';

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
    const { queries, uses, text, reach } = application;
    const told = (use: Use, loop: Region, what: string, on: Connection) => {
      const occasion = application.occasionOf(use);
      const each = loop.over !== null && loop.over.length <= 40 ? loop.over : 'the list';
      const handler = occasion.kind === 'request' ? `, in each request of ${occasion.handler}` : '';
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
    };
    const asked = new Set(queries.map(({ use }) => use));
    for (const { use, loop, kind, subject } of queries) {
      if (kind !== 'read' || !loop) continue;
      const what = subject === null ? 'A query' : `A query of ${subject}`;
      told(use, loop, what, connectionOf(use, application));
    }
    for (const use of uses.all) {
      if (asked.has(use) || !isInLoop(use)) continue;
      const effects = reach.of(use);
      const looksUp = effects.filter(
        ({ effect }) => effect.does === 'cache' && effect.kind === 'read',
      );
      const given = statementIn(use);
      const query = effects.find(
        ({ effect, sometimes, through }) =>
          effect.does === 'query' &&
          !sometimes &&
          // What is looked up in a cache first is asked for once in a while.
          !looksUp.some((one) => one.through.every((name, index) => name === through[index])) &&
          (effect.kind === 'read' || (effect.kind === 'unknown' && given?.kind === 'read')),
      );
      const loop = query && loopOf(use, uses, text);
      if (!query || !loop || query.effect.does !== 'query') continue;
      const subject = query.effect.subject ?? given?.subject ?? null;
      const of = subject === null ? 'a query' : `a query of ${subject}`;
      const on = query.given ? 'held' : query.pool ? 'taken' : 'unknown';
      told(use, loop, `${use.method} makes ${of} and`, on);
    }
  },
});

function connectionOf(use: Use, { handles }: ApplicationModel): Connection {
  // `prisma.order`: the pool is what the model is taken of.
  const owner = use.receiver.slice(0, Math.max(0, use.receiver.lastIndexOf('.')));
  const handle = handles.of(use.receiver, use) ?? handles.of(owner, use);
  if (handle?.kind === 'pool') return 'taken';
  return handle?.kind === 'connection' ? 'held' : 'unknown';
}
