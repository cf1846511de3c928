import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'pool/held-across-io',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Connection held while waiting',
  summary: 'A connection is held while something slow outside the database is waited for.',
  citations: ['guide.connection-pooling', 'hikaricp.sizing'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const wait of application.waits) {
      report({
        at: wait,
        message: `${wait.what} is waited for while ${wait.holder} holds a connection: when the other side is slow, the pool runs empty although the database has nothing to do. Call it before or after.`,
        related: [{ at: wait.heldAt, message: 'The connection is taken here' }],
      });
    }
  },
});
