import { defineRule } from '../../../contracts/rule';
import { nestedCheckouts } from '../../../languages/application-code/holds/nested';

export default defineRule({
  id: 'pool/nested-checkout',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Nested checkout',
  summary: 'A second connection is taken from a pool while the first is held.',
  citations: ['hikaricp.sizing', 'node-postgres.pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const nested of nestedCheckouts(application)) {
      const { use, what, title, holder, instead, heldAt, on } = nested;
      report({
        at: { at: use.methodAt, path: `/uses/${use.at.start}` },
        message: `${what} takes another connection of ${title} while ${holder} is held: when as many requests do this as the pool has connections, all wait for each other. ${instead}`,
        related: [{ at: heldAt, message: `${holder} is taken here` }],
        fixes: () =>
          on === null
            ? []
            : [
                {
                  title: `Make it on ${on.held}`,
                  kind: 'suggestion',
                  edits: [{ span: on.at, newText: on.held }],
                },
              ],
      });
    }
  },
});
