import { type PooledAddress, poolersBehind } from '../../../architecture/poolers';
import type { SessionUseFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'topology/session-state-over-pooler',
  since: '0.2.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Session state over a pooler',
  summary: 'What needs one server connection goes through a PgBouncer that changes them.',
  citations: ['pgbouncer.features', 'django.pooling', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ architecture }, report) {
    const uses = architecture.of('session-use');
    if (uses.length === 0) return;
    const pooled = poolersBehind(architecture);
    for (const { fact, uri } of uses) {
      const to = pooled(fact);
      const outcome = OUTCOMES[fact.what];
      if (!to || !outcome) continue;
      report({
        at: { uri, path: fact.path },
        message: `${fact.says} goes through ${to.between.name}, to which ${to.name} leads: ${outcome}`,
        related: relatedTo(to),
      });
    }
  },
});

function relatedTo({ name, address, at, between }: PooledAddress) {
  return [
    ...(at ? [{ at, message: `${name} leads to ${address.host}` }] : []),
    ...(between.at ? [{ at: between.at, message: 'PgBouncer, with pool_mode = transaction' }] : []),
  ];
}

/** What comes of it when the next transaction runs on another server connection. */
const OUTCOMES: Readonly<Partial<Record<SessionUseFact['what'], string>>> = {
  listen:
    'the server connection that listens goes to other clients, and no notification arrives here. Listen over an address of the database itself.',
  lock: 'the lock stays with a server connection that other clients get, and unlocking runs on another. Take pg_advisory_xact_lock in a transaction, or an address of the database itself.',
  cursor:
    'the cursor that iterator() of a QuerySet opens stays with a server connection that others get, and does not exist on the next. Set DISABLE_SERVER_SIDE_CURSORS to True for this database.',
  set: 'it holds for whoever gets that server connection next, and not for the next statement here. Write SET LOCAL in the transaction, or set it for the role.',
};
