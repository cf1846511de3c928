import { defineRule } from '../../../contracts/rule';
import { independentReads } from '../../../languages/application-code/queries/sequences';

export default defineRule({
  id: 'query/independent-in-a-row',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Independent queries in a row',
  summary: 'Queries that need nothing of each other wait for each other.',
  citations: ['guide.database'],
  practices: [],
  checklist: ['n-plus-one'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const row of independentReads(application)) {
      const [first, ...others] = row;
      if (!first) continue;
      const occasion = application.occasionOf(first.use);
      if (occasion.kind !== 'request') continue;
      const subjects = new Set(row.map(({ subject }) => subject));
      const isCounted = row.every(({ use }) => /^(?:count|getCount)$/.test(use.method));
      const way =
        isCounted && subjects.size === 1
          ? 'Let one query count them, by group or with a filter for each.'
          : 'Ask for them at once, with Promise.all, as far as the pool has connections for it.';
      report({
        at: first,
        message: `${row.length} queries run one after the other in requests of ${occasion.handler}, and none needs what another has read: such a request waits ${row.length} times. ${way}`,
        related: others.map((other) => ({ at: other, message: 'It waits for this one as well' })),
      });
    }
  },
});
