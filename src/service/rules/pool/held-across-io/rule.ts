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
      const { what, holder, ofClass, isPause } = wait;
      const because = isPause
        ? 'for all that time the pool has one less, although the database has nothing to do'
        : 'when the other side is slow, the pool runs empty although the database has nothing to do';
      report({
        // One line holds it for all methods of the class.
        at: ofClass ?? wait,
        message: ofClass
          ? `Each method of this class holds a connection from its beginning to its end, and ${what} is waited for in one of them: ${because}. Begin transactions where the database is asked.`
          : `${what} is waited for while ${holder} holds a connection: ${because}. ${isPause ? 'Pause' : 'Call it'} before or after.`,
        related: ofClass
          ? [{ at: wait, message: `${what} is waited for here` }]
          : [{ at: wait.heldAt, message: 'The connection is taken here' }],
      });
    }
  },
});
