import { defineRule } from '../../../contracts/rule';
import { carriedBy } from '../../../system/relations/carries';
import { severityIn } from '../../../system/severity';
import { patience } from '../../../system/views/patience';
import { RUNS_CODE } from '../../../system/workload-tests';
import { routeLabel } from '../../../text/route-label';

export default defineRule({
  id: 'topology/call-outlives-proxy',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'Call outlives the proxy',
  summary: 'A request waits for another system longer than the proxy waits for the request.',
  citations: ['nginx.proxy.read-timeout', 'aws.builders.timeouts', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ system }, report) {
    const routesOf = carriedBy(system, 'route');
    const told = new Set<string>();
    for (const workload of system.workloadsWhere(RUNS_CODE)) {
      const proxy = workload.role === 'service' ? patience(system, workload) : undefined;
      if (!proxy) continue;
      const { route, seconds } = proxy;
      const { name, at } = route.readTimeout;
      for (const { fact, certainty } of routesOf(workload)) {
        if (fact.on !== 'request' || certainty !== 'stated') continue;
        for (const touch of fact.touches) {
          const { timeout, what, library } = touch;
          const key = `${touch.at.uri}#${touch.at.path}`;
          if (what !== 'remote' || timeout.state !== 'known' || told.has(key)) continue;
          if (timeout.value <= seconds * 1000) continue;
          told.add(key);
          report({
            at: touch.at,
            severity: severityIn(system, 'information'),
            message: `${routeLabel({ ...fact, handler: fact.handler.name }, 'A handler')} of ${workload.name} may wait ${timeout.value / 1000} s here for another system (${library}), and ${route.edge} waits ${seconds} s for ${workload.name} (${name}${at ? '' : ', its default'}): the caller has a 504 and may ask again, while this request keeps its place for nobody. Let the call end first, or hand what takes so long to a worker.`,
            subject: key,
            related: [{ at: at ?? route.at, message: `${name}: ${seconds} s` }],
          });
        }
      }
    }
  },
});
