import { defineRule } from '../../../contracts/rule';
import { countedRows } from '../../../languages/application-code/queries/counted';

export default defineRule({
  id: 'query/rows-counted',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Rows read to be counted',
  summary: 'Rows are read only to be counted.',
  citations: ['guide.database', 'django.count'],
  practices: [],
  checklist: ['pagination'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    const { queries, uses, grammar, text, givesList } = application;
    for (const { query, asked } of countedRows(queries, uses, grammar, text, givesList)) {
      const occasion = application.occasionOf(query.use);
      const handler = occasion.kind === 'request' ? ` in each request of ${occasion.handler}` : '';
      const of = query.subject === null ? 'Rows' : `Rows of ${query.subject}`;
      report({
        at: query,
        severity: occasion.kind === 'request' ? 'warning' : 'information',
        message: `${of} are read${handler} only to ask ${asked === 'whether' ? 'whether there is one' : 'how many there are'}: each is sent and made an object, and nobody looks at it. ${asked === 'whether' ? 'Ask the database whether one exists.' : 'Let the database count.'}`,
      });
    }
  },
});
