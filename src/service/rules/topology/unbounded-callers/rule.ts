import { variableBehind } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { PoolUse, StoreNode, System } from '../../../contracts/system';
import { settingIn } from '../../../system/setting-names';
import { ACCOUNT_CONCURRENCY } from '../../../system/sources/functions';
import { limitOf, serverName } from '../../../system/views/limits';

export default defineRule({
  id: 'topology/unbounded-callers',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Unbounded functions on a database',
  summary: 'Nothing caps how many functions at once open a connection to a database.',
  citations: ['aws.lambda.rds', 'aws.lambda.concurrency', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ system }, report) {
    for (const [store, uses] of callersOf(system)) {
      const [first, ...others] = uses;
      if (!first) continue;
      const limit = limitOf(store, system, variableBehind(first.pool.target));
      const most = limit.range?.[1] ?? limit.connections;
      // It grants more than an account runs.
      if (most !== null && most >= ACCOUNT_CONCURRENCY) continue;
      const isSure =
        most !== null && uses.some(({ certainty }) => certainty === 'stated') && store.hosted;
      const calls = ACCOUNT_CONCURRENCY.toLocaleString('en-US');
      const grants =
        most === null
          ? `how many ${serverName(store)} grants is not seen`
          : `${serverName(store)} grants ${limit.range ? `${limit.range[0]} to ${limit.range[1]}` : most}`;
      const and =
        others.length === 0
          ? ''
          : ` and ${others.length} other ${others.length === 1 ? 'function' : 'functions'}`;
      report({
        at: first.workload.most.at ?? first.workload.at,
        severity: system.class === 'development' ? 'hint' : isSure ? 'warning' : 'information',
        message: `Nothing caps how many calls of ${first.workload.name}${and} run at once but the account (${calls}, where AWS has not changed that), and each opens a connection of its own: ${grants}, so a burst takes them all, also from everybody else. Cap it (${settingIn(first.workload, 'ReservedConcurrentExecutions')}, or ${settingIn(first.workload, 'MaximumConcurrency')} of its queue), or put RDS Proxy in between.`,
        subject: store.id,
        related: others.slice(0, 8).map(({ workload }) => ({
          at: workload.at,
          message: `${workload.name} has no cap either`,
        })),
      });
    }
  },
});

/** Functions without a cap, one use each, by the database that they open connections to themselves. */
function callersOf(system: System): ReadonlyMap<StoreNode, readonly PoolUse[]> {
  const found = new Map<StoreNode, PoolUse[]>();
  for (const use of system.pools) {
    const { workload, way, wayCertainty, certainty } = use;
    const [store, ...others] = way;
    if (workload.tool !== 'lambda' || workload.most.value !== null || !store) continue;
    if (others.length > 0 || store.kind !== 'store' || store.store !== 'database') continue;
    if (wayCertainty === 'ambiguous' || certainty === 'ambiguous') continue;
    // That it is the only database here says nothing of a function of another stack.
    if (wayCertainty === 'inferred' && store.hosted && store.hosted.stack !== workload.unit)
      continue;
    // Capped by something that is not known is capped.
    if (workload.most.name !== 'concurrency') continue;
    if (!/^(?:postgres|mysql|mariadb|mssql|oracle)$/.test(store.engine)) continue;
    // A name may say that something shares out connections there.
    if (/proxy|pooler|bouncer/i.test(`${variableBehind(use.pool.target) ?? ''} ${store.name}`))
      continue;
    const known = found.get(store) ?? [];
    if (!known.some((each) => each.workload === workload)) found.set(store, [...known, use]);
  }
  return found;
}
