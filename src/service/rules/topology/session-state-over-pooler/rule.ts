import { pooledAddresses } from '../../../architecture/poolers';
import type { SessionUseFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'topology/session-state-over-pooler',
  since: '0.2.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  summary: 'What needs one server connection goes through a PgBouncer that changes them.',
  citations: ['pgbouncer.features', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ architecture }, report) {
    const uses = architecture.of('session-use');
    if (uses.length === 0) return;
    const pooled = pooledAddresses(architecture);
    for (const { fact, uri } of uses) {
      const to = pooled.get(fact.databaseEnv);
      const outcome = OUTCOMES[fact.what];
      if (!to || !outcome) continue;
      report({
        at: { uri, path: fact.path },
        message: `${fact.says} goes through PgBouncer in transaction mode, to which ${fact.databaseEnv} leads: ${outcome}`,
        related: [
          { at: to.at, message: `${fact.databaseEnv} leads to ${to.address.host}` },
          { at: to.pooler.at, message: 'PgBouncer, with pool_mode = transaction' },
        ],
      });
    }
  },
});

/** What comes of it when the next transaction runs on another server connection. */
const OUTCOMES: Readonly<Partial<Record<SessionUseFact['what'], string>>> = {
  listen:
    'the server connection that listens goes to other clients, and no notification arrives here. Listen over an address of the database itself.',
  lock: 'the lock stays with a server connection that other clients get, and unlocking runs on another. Take pg_advisory_xact_lock in a transaction, or an address of the database itself.',
  set: 'it holds for whoever gets that server connection next, and not for the next statement here. Write SET LOCAL in the transaction, or set it for the role.',
};
