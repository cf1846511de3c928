import { defineRule } from '../../../contracts/rule';
import { severityIn } from '../../../system/severity';
import { patience } from '../../../system/views/patience';

export default defineRule({
  id: 'topology/acquire-outlives-proxy',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'Pool waits longer than proxy',
  summary: 'A request may wait for a free connection longer than the proxy waits for the request.',
  citations: [
    'nginx.proxy.read-timeout',
    'hikaricp.pool',
    'sqlalchemy.pool',
    'aws.builders.timeouts',
    'guide.database',
  ],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const told = new Set<string>();
    for (const { workload, process, uri, pool, certainty } of system.pools) {
      const { wait } = pool;
      if (!wait || certainty === 'ambiguous') continue;
      if (process.work === 'tasks' || process.work === 'schedule') continue;
      const proxy = patience(system, workload);
      if (!proxy || wait.seconds <= proxy.seconds) continue;
      const key = `${uri}#${wait.path}`;
      if (told.has(key)) continue;
      told.add(key);
      const { route, seconds } = proxy;
      const { name, at } = route.readTimeout;
      report({
        at: { uri, path: wait.path },
        severity: severityIn(system, 'information'),
        message: `A request of ${workload.name} may wait ${wait.seconds} s for a free connection (${wait.option}${wait.isDefault ? ', its default' : ''}), and ${route.edge} waits ${seconds} s for ${workload.name} (${name}${at ? '' : ', its default'}): when the pool is used up, callers have their 504 and ask again, while their first requests still stand in the queue and take connections for nobody. Give the wait up well before the proxy does.`,
        subject: key,
        related: [{ at: at ?? route.at, message: `${name}: ${seconds} s` }],
      });
    }
  },
});
