import { defineRule } from '../../../contracts/rule';
import { severityIn } from '../../../system/severity';
import { hasAddressEach } from '../../../system/swarm';

export default defineRule({
  id: 'topology/replicas-looked-up-once',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'Replicas looked up once',
  summary: 'nginx knows only the replicas that were there when it started.',
  citations: ['nginx.upstream.server', 'nginx.core.resolver', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const told = new Set<string>();
    for (const { asksAgain, workloads, at, hosts, certainty } of system.routes) {
      const [workload, ...others] = workloads;
      if (asksAgain || !workload || others.length > 0 || certainty === 'ambiguous') continue;
      // The name of a Service stands for one address that stays; that of a compose service for each.
      const { most, name, id } = workload;
      if (!hasAddressEach(workload) || most.value === null || most.value < 2 || told.has(id))
        continue;
      told.add(id);
      report({
        at,
        severity: severityIn(system, 'information'),
        message: `nginx looks ${hosts[0] ?? name} up once, when it starts, and finds the addresses its ${most.value} containers have then: one that is started later gets no requests, and one that is made anew leaves an address where nobody answers. Name it in a variable with resolver 127.0.0.11, or use "resolve" on the server (from nginx 1.27.3).`,
        subject: id,
        related: most.at ? [{ at: most.at, message: `${most.name}: ${most.value}` }] : [],
      });
    }
  },
});
