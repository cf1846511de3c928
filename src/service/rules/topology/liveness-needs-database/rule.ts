import type { RouteFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import type { FactEntry, WorkloadNode } from '../../../contracts/system';

export default defineRule({
  id: 'topology/liveness-needs-database',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  summary: 'The check that restarts a pod asks the database.',
  citations: ['kubernetes.probes', 'guide.load-balancing'],
  practices: [],
  checklist: ['health-checks'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const routes = system.of('route');
    for (const workload of system.workloads) {
      // Compose and Docker restart nothing that is unhealthy.
      if (workload.tool !== 'kubernetes') continue;
      for (const { probes, code } of workload.containers) {
        const probe = probes.find(({ kind }) => kind === 'liveness');
        if (!probe?.path || !code || code.certainty === 'ambiguous') continue;
        const path = probe.path.split('?')[0] ?? '';
        const found = routes.filter(
          ({ file, fact }) =>
            (code.folder === '' || file.startsWith(`${code.folder}/`)) && answers(fact, path),
        );
        const [route, ...others] = found;
        const touch = route?.fact.touches.find(
          ({ what, sometimes }) => what === 'pool' && !sometimes,
        );
        if (!route || others.length > 0 || !touch) continue;
        report({
          at: { uri: route.uri, path: route.fact.path },
          severity:
            system.class === 'development'
              ? 'hint'
              : code.certainty === 'stated'
                ? 'warning'
                : 'information',
          message: message(workload, path, route),
          subject: `${workload.id} ${path}`,
          related: [
            { at: probe.at, message: `the liveness probe of ${workload.name} asks ${path}` },
            { at: touch.at, message: 'the database is asked here' },
          ],
        });
      }
    }
  },
});

function message(
  { name, most, noun }: WorkloadNode,
  path: string,
  route: FactEntry<RouteFact>,
): string {
  const all =
    most.value === null || most.value < 2
      ? `every one of the ${noun}`
      : `all ${most.value} ${noun}`;
  const called = route.fact.handler.name === null ? path : `${path} (${route.fact.handler.name})`;
  return `The liveness probe of ${name} asks ${called}, and that asks the database: when the database pauses, ${all} are restarted at once, and come back to a database that all of them connect to anew. Let liveness ask a path of its own that needs nothing else.`;
}

/** Whether a route is the one that answers a path; a prefix set in another file is not known. */
function answers({ on, verb, pattern }: RouteFact, path: string): boolean {
  if (on !== 'request' || pattern === null) return false;
  if (verb !== null && !/^(?:GET|HEAD|ANY|ALL|USE)$/.test(verb)) return false;
  const plain = (text: string) => `/${text.replace(/^\/+|\/+$/g, '')}`;
  return plain(pattern) === plain(path);
}
