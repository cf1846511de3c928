import { defineRule } from '../../../contracts/rule';
import { resolvedFields } from '../../../languages/application-code/queries/field-resolvers';

export default defineRule({
  id: 'query/in-field-resolver',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Query in a field resolver',
  summary: 'A field of GraphQL or of a serializer is read from the database for each object.',
  citations: ['guide.database', 'gqlgen.dataloaders'],
  practices: [],
  checklist: ['n-plus-one'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const { query, field, type, listed, instead } of resolvedFields(
      application.functions,
      application,
    )) {
      report({
        at: query,
        severity: listed ? 'warning' : 'information',
        message: `${field} of ${type} is read from the database for each ${type}${listed ? `, and lists of them are answered ${listed === true ? 'here' : `by ${listed}`}` : ''}: a list of 100 is 101 queries. ${instead}`,
      });
    }
  },
});
