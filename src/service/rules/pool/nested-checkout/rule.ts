import { defineRule } from '../../../contracts/rule';
import { nestedCheckouts } from '../../../languages/application-code/holds/nested';

export default defineRule({
  id: 'pool/nested-checkout',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  summary: 'A second connection is taken from a pool while the first is held.',
  citations: ['hikaricp.sizing', 'node-postgres.pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const { use, what, title, holder, instead, heldAt } of nestedCheckouts(application)) {
      report({
        at: { at: use.methodAt, path: `/uses/${use.at.start}` },
        message: `${what} takes another connection of ${title} while ${holder} is held: when as many requests do this as the pool has connections, all wait for each other. ${instead}`,
        related: [{ at: heldAt, message: `${holder} is taken here` }],
      });
    }
  },
});
