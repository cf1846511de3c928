import { defineRule } from '../../../contracts/rule';
import { sharedPool } from '../../../languages/application-code/handles';

export default defineRule({
  id: 'pool/closed-in-handler',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Shared pool closed in a handler',
  summary: 'A request handler closes the pool that all requests share.',
  citations: ['guide.connection-pooling', 'node-postgres.pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const use of application.uses.all) {
      if (!ENDS.test(use.method) || use.arguments.length > 0) continue;
      const pool = sharedPool(application, use.receiver);
      const occasion = application.occasionOf(use);
      if (!pool || occasion.kind !== 'request') continue;
      if (SHUTDOWN.test(occasion.handler)) continue;
      report({
        at: { at: use.methodAt, path: `/uses/${use.at.start}` },
        severity: REOPENS.test(pool.title) ? 'warning' : 'error',
        message: `${use.receiver}.${use.method}() closes the pool (${pool.title}) that every request uses: after the first request of ${occasion.handler} ${REOPENS.test(pool.title) ? 'the next one opens its connections again, and those that run meanwhile may fail' : 'every other fails'}. Leave it open until the program ends.`,
        related: [{ at: pool.made, message: `${use.receiver} is made here, once` }],
      });
    }
  },
});

const ENDS = /^(?:end|close|\$disconnect|destroy|dispose|disconnect)$/;

const SHUTDOWN = /shut-?down|stop|quit|exit|terminate|teardown/i;

/** Libraries that open a closed pool again when it is used. */
const REOPENS = /^(?:Prisma Client|SQLAlchemy|MongoDB driver|PyMongo)$/;
