import { defineRule } from '../../../contracts/rule';
import type { RouteNode } from '../../../contracts/system';

export default defineRule({
  id: 'topology/retries-every-address',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'Retried at every replica',
  summary: 'A request that takes too long is tried at every replica, one after the other.',
  citations: ['nginx.proxy.next-upstream', 'nginx.proxy.next-upstream-tries'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    for (const route of system.routes) {
      const found = waitOf(route);
      if (!found) continue;
      const { seconds, addresses, total } = found;
      const [workload] = route.workloads;
      report({
        at: route.at,
        severity: system.class === 'development' ? 'hint' : 'information',
        message: `A request that gets no answer within ${seconds} s is tried at each of the ${addresses} addresses of ${workload?.name ?? route.hosts.join(', ')}: the caller waits up to ${total} s, and the work is done up to ${addresses} times. Set proxy_next_upstream_tries, or proxy_next_upstream_timeout.`,
        subject: route.id,
        related: workload?.most.at
          ? [{ at: workload.most.at, message: `${workload.most.name}: ${addresses}` }]
          : [],
      });
    }
  },
});

function waitOf(route: RouteNode) {
  const { retries, tries, triesTimeout, readTimeout, addresses, certainty, upgrades } = route;
  // Once a WebSocket is open nothing is tried again, and its time is set for that.
  if (upgrades) return undefined;
  const seconds = readTimeout.value;
  const count = addresses.value;
  const isOpen = tries.value === 0 && triesTimeout.value === 0;
  if (!retries.includes('timeout') || !isOpen || certainty === 'ambiguous') return undefined;
  if (seconds === null || count === null || count < 3) return undefined;
  return { seconds, addresses: count, total: seconds * count };
}
