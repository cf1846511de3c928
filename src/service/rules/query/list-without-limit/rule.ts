import { defineRule } from '../../../contracts/rule';
import type { Query } from '../../../languages/application-code/queries';
import { isState } from '../../../languages/application-code/queries/few-values';
import { inside } from '../../../languages/application-code/uses';

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
      if (query.declared && !application.givesList(query.use)) continue;
      const left = query.unlimited && !query.many ? statesOf(query) : undefined;
      if (!(query.many || whole || left) || query.loop || !query.isSent()) continue;
      const occasion = application.occasionOf(query.use);
      if (occasion.kind !== 'request') continue;
      // Behind services of other files, what a generic class reads is not known.
      const isFar = (occasion.behind ?? 0) > 0;
      if (isFar && query.subject === null) continue;
      const all = query.subject === null ? 'all rows' : `all rows of ${query.subject}`;
      const of = left ? `${all} ${left}` : all;
      const rows = whole ? `${of} that ${query.use.method} gives` : of;
      // Which of several methods of one name a request comes to is not told.
      const around = application.functions.filter(({ node }) => inside(query.use.at, node.span));
      const { owner, name } = around.at(-1) ?? { owner: null, name: '' };
      const alike = application.functions.filter(
        (other) => other.owner === owner && other.name === name && owner !== null,
      );
      const isOverloaded = application.grammar === 'java' && alike.length > 1;
      const whoAsks = isOverloaded
        ? `${name}, which requests come to such as ${occasion.handler},`
        : occasion.handler;
      report({
        at: query,
        message: `${whoAsks} reads ${rows}${isFar ? ': what it takes' : ' and sends them: the answer'} grows with the table. Read a page at a time, with a limit.`,
      });
    }
  },
});

/** Which rows a condition leaves that asks for a state or a text alone; nothing where it asks for more. */
function statesOf({ where }: Pick<Query, 'where'>): string | undefined {
  if (!where || where.others.length > 0 || !where.equal.every(isState)) return undefined;
  const { texts, open } = where;
  const states = [...where.states, ...where.equal];
  if (open) return 'that match what is asked for (all, where that is nothing)';
  if (texts.length > 0) return `whose ${texts.join(', ')} holds what it is given`;
  return states.length > 0 ? `in one state (${states.join(', ')})` : undefined;
}
