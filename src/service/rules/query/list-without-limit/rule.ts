import { defineRule } from '../../../contracts/rule';
import { wholeLists } from '../../../languages/application-code/queries/whole-lists';

export default defineRule({
  id: 'query/list-without-limit',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'List without a limit',
  summary: 'A request reads all rows of a table and sends them.',
  citations: ['guide.database'],
  practices: [],
  checklist: ['pagination'],
  fixes: [],
  needs: [],
  defersTo: ['query/growing-list-without-limit'],
  check({ application }, report) {
    for (const { query, reader, rows, isFar } of wholeLists(application)) {
      report({
        at: query,
        message: `${reader} reads ${rows}${isFar ? ': what it takes' : ' and sends them: the answer'} grows with the table. Read a page at a time, with a limit.`,
      });
    }
  },
});
