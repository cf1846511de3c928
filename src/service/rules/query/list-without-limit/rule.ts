import { defineRule } from '../../../contracts/rule';

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
  defersTo: [],
  check({ application }, report) {
    for (const query of application.queries) {
      // Of methods of one name the one that is given nothing gives all.
      const isGiven = query.use.arguments.length > 0;
      const whole = !query.many && !isGiven && application.givesWhole(query.use);
      if (!(query.many || whole) || query.loop || !query.isSent()) continue;
      const occasion = application.occasionOf(query.use);
      if (occasion.kind !== 'request') continue;
      // Behind services of other files, what a generic class reads is not known.
      const isFar = (occasion.behind ?? 0) > 0;
      if (isFar && query.subject === null) continue;
      const of = query.subject === null ? 'all rows' : `all rows of ${query.subject}`;
      const rows = whole ? `${of} that ${query.use.method} gives` : of;
      report({
        at: query,
        message: `${occasion.handler} reads ${rows}${isFar ? ': what it takes' : ' and sends them: the answer'} grows with the table. Read a page at a time, with a limit.`,
      });
    }
  },
});
