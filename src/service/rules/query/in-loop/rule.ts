import { defineRule } from '../../../contracts/rule';
import { isInLoop, loopOf } from '../../../languages/application-code/queries/loops';
import { statementIn } from '../../../languages/application-code/queries/statements';
import type { Region, Use } from '../../../languages/application-code/uses';

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
    const { queries, uses, text, reach, handles } = application;
    const told = (use: Use, loop: Region, what: string, takes: boolean) => {
      const occasion = application.occasionOf(use);
      const each = loop.over !== null && loop.over.length <= 40 ? loop.over : 'the list';
      const handler = occasion.kind === 'request' ? `, in each request of ${occasion.handler}` : '';
      const trips = takes
        ? '100 items are 100 round trips, and each takes a connection'
        : '100 items are 100 round trips on the connection that is held';
      report({
        at: { at: use.methodAt, path: `/uses/${use.at.start}` },
        severity: occasion.kind === 'request' ? 'warning' : 'information',
        message: `${what} runs once for each item of ${each}${handler}: ${trips}. Read them all with one query before the loop.`,
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
      told(use, loop, what, handles.of(use.receiver, use)?.kind !== 'connection');
    }
    for (const use of uses.all) {
      if (asked.has(use) || !isInLoop(use)) continue;
      const effects = reach.of(use);
      // What is looked up in a cache first is asked for once in a while.
      if (effects.some(({ effect }) => effect.does === 'cache' && effect.kind === 'read')) continue;
      const given = statementIn(use);
      const query = effects.find(
        ({ effect, sometimes }) =>
          effect.does === 'query' &&
          !sometimes &&
          (effect.kind === 'read' || (effect.kind === 'unknown' && given?.kind === 'read')),
      );
      const loop = query && loopOf(use, uses, text);
      if (!query || !loop || query.effect.does !== 'query') continue;
      const subject = query.effect.subject ?? given?.subject ?? null;
      const of = subject === null ? 'a query' : `a query of ${subject}`;
      told(use, loop, `${use.method} makes ${of} and`, !query.given);
    }
  },
});
