import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { span } from '../../../contracts/span';
import type { LazyRead } from '../../../languages/application-code/relations/lazy';

export default defineRule({
  id: 'query/lazy-relation-in-loop',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Lazy relation in a loop',
  summary: 'A relation is read from the database for each row of a loop.',
  citations: [
    'guide.database',
    'django.select-related',
    'sqlalchemy.n-plus-one',
    'hibernate.fetching',
  ],
  practices: [],
  checklist: ['n-plus-one'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const read of application.lazyReads) {
      const { at, relation, model, loopAt } = read;
      const occasion = application.occasionIn(at);
      const handler = occasion.kind === 'request' ? `, in each request of ${occasion.handler}` : '';
      report({
        at: { at, path: `/lazyReads/${at.start}` },
        severity: occasion.kind === 'request' ? 'warning' : 'information',
        message: `${relation} of ${model} is not part of the query of this loop, so it is read for each row${handler}: 100 rows are ${read.mapper === 'django' ? '' : 'up to '}101 queries. ${adviceOf(read)}`,
        related: [
          { at: { at: loopAt, path: `/loops/${loopAt.start}` }, message: 'The loop begins here' },
        ],
        fixes: () => fixes(read),
      });
    }
  },
});

function adviceOf({ mapper, relation, model, many }: LazyRead): string {
  if (mapper === 'jpa') {
    return `Fetch it with the query: @EntityGraph(attributePaths = "${relation}") on the method, or JOIN FETCH.`;
  }
  if (mapper === 'sqlalchemy') {
    return `Add .options(selectinload(${model}.${relation})) to the query.`;
  }
  return `Add .${many ? 'prefetch' : 'select'}_related("${relation}") to the query.`;
}

function fixes({ relation, many, queryEnd }: LazyRead): readonly Fix[] {
  if (queryEnd === null) return [];
  const added = `.${many ? 'prefetch' : 'select'}_related("${relation}")`;
  return [
    {
      title: `Read ${relation} with the query: ${added}`,
      kind: 'suggestion',
      edits: [{ span: span(queryEnd, queryEnd), newText: added }],
    },
  ];
}
