import { defineRule } from '../../../contracts/rule';
import { isLookupTable } from '../../../text/column-names';

export default defineRule({
  id: 'query/view-list-without-limit',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'View without pages',
  summary: 'A view of Django or of its REST framework lists all rows of a model.',
  citations: ['guide.database', 'drf.pagination'],
  practices: [],
  checklist: ['pagination'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ architecture }, report) {
    const views = architecture.of('view-list');
    if (views.length === 0) return;
    const said = architecture.of('pages').map(({ fact }) => fact.byDefault);
    const isOff = said.length > 0 && said.every((one) => one === 'no');
    for (const { fact, uri } of views) {
      if ((fact.bySettings && !isOff) || isLookupTable(fact.model)) continue;
      const [who, how] = fact.bySettings
        ? [
            'neither it nor the settings say',
            'Set pagination_class here, or DEFAULT_PAGINATION_CLASS and PAGE_SIZE for all.',
          ]
        : ['it has no pages', 'Give it some (paginate_by, pagination_class).'];
      report({
        at: { uri, path: fact.path },
        message: `${fact.view} lists all rows of ${fact.model}: ${who}${fact.bySettings ? ' how many a page has' : ''}, and the answer grows with the table. ${how}`,
      });
    }
  },
});
