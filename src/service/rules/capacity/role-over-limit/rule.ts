import { defineRule } from '../../../contracts/rule';
import { readAddress } from '../../../system/address-text';
import { severityIn } from '../../../system/severity';
import { arithmeticOf, budgetsOf } from '../../../system/views/budget';

export default defineRule({
  id: 'capacity/role-over-limit',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'More than its role may open',
  summary: 'The clients of a role of PostgreSQL can open more connections than the role may have.',
  citations: ['postgresql.create-role', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ system }, report) {
    const roles = system.of('database-role');
    if (roles.length === 0) return;
    for (const { store, demands } of budgetsOf(system)) {
      if (store.kind === 'pooler' || !/^(?:postgres|unknown)/.test(store.engine)) continue;
      for (const { uri, fact } of roles) {
        const { what, called, connectionLimit: limit } = fact;
        if (limit.state !== 'known') continue;
        const asking = demands.filter(({ use, missing, assumed }) => {
          const { user = null, database = null } = readAddress(use.address ?? '') ?? {};
          const isKnown = missing.length + assumed.length === 0 && use.certainty === 'stated';
          return isKnown && called === (what === 'role' ? user : database);
        });
        const steady = asking.reduce((sum, each) => sum + each.steady, 0);
        const rollout = asking.reduce((sum, each) => sum + each.rollout[0], 0);
        const [largest] = asking;
        if (!largest || Math.max(steady, rollout) <= limit.value) continue;
        const during = rollout > steady ? `, ${rollout} during a rollout` : '';
        report({
          at: { uri, path: limit.path },
          severity: severityIn(system, 'warning'),
          message: `${what === 'role' ? 'The role' : 'The database'} ${called} may have ${limit.value} connections (CONNECTION LIMIT), and its clients can open ${steady}${during} (${asking.map(arithmeticOf).join(' + ')}): what comes on top is refused. Let the pools open fewer, or put a pooler in between.`,
          subject: `${store.id} ${what} ${called}`,
          related: asking.slice(0, 8).map((each) => ({
            at: each.use.size.at ?? { uri: each.use.uri, path: each.use.pool.max.path },
            message: `${each.workload.name}: ${arithmeticOf(each)} = ${each.steady}`,
          })),
        });
      }
    }
  },
});
