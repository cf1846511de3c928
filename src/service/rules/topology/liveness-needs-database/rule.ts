import type { RouteFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import type { Container, FactEntry, Probe, System, WorkloadNode } from '../../../contracts/system';
import { springIn } from '../../../system/programs/spring';
import { severityIn } from '../../../system/severity';

export default defineRule({
  id: 'topology/liveness-needs-database',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  summary: 'The check that restarts a pod asks the database.',
  citations: ['kubernetes.probes', 'spring-boot.health', 'guide.load-balancing'],
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
      for (const container of workload.containers) {
        const { probes, code } = container;
        const probe = probes.find(({ kind }) => kind === 'liveness');
        const spring = probe && springHealth(system, container, probe);
        if (spring) {
          report({
            at: probe.at,
            severity: severityIn(system, spring.isSure ? 'warning' : 'information'),
            message: `The liveness probe of ${workload.name} asks ${probe.path}, and there Spring Boot asks ${spring.asks}: when that pauses, ${allOf(workload)} are restarted at once, and come back to a database that all of them connect to anew. Let liveness ask ${spring.base}/health/liveness, which asks nothing else (management.endpoint.health.probes.enabled).`,
            subject: `${workload.id} ${probe.path}`,
            related: spring.related,
          });
          continue;
        }
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

function message(workload: WorkloadNode, path: string, route: FactEntry<RouteFact>): string {
  const called = route.fact.handler.name === null ? path : `${path} (${route.fact.handler.name})`;
  return `The liveness probe of ${workload.name} asks ${called}, and that asks the database: when the database pauses, ${allOf(workload)} are restarted at once, and come back to a database that all of them connect to anew. Let liveness ask a path of its own that needs nothing else.`;
}

function allOf({ most, noun }: WorkloadNode): string {
  return most.value === null || most.value < 2
    ? `every one of the ${noun}`
    : `all ${most.value} ${noun}`;
}

/**
 * What Spring Boot's health endpoint asks under the path of a probe. The root asks every indicator, that
 * of a `DataSource` among them; a group what it includes, which for `liveness` is nothing outside unless
 * settings say so.
 */
function springHealth(system: System, container: Container, probe: Probe) {
  const use = system.pools.find(
    (each) =>
      each.container === container &&
      each.pool.library === 'com.zaxxer.hikari' &&
      each.certainty !== 'ambiguous',
  );
  if (!use || probe.path === null) return undefined;
  const property = springIn(container, system);
  const base = property('management.endpoints.web.base-path') ?? '/actuator';
  const [, group = ''] =
    new RegExp(`${base.replace(/[^\w/]/g, '\\$&')}/health(?:/(\\w+))?/?$`).exec(probe.path) ?? [];
  if (!probe.path.includes(`${base}/health`)) return undefined;
  const isOff =
    property('management.health.db.enabled') === 'false' ||
    (property('management.health.defaults.enabled') === 'false' &&
      property('management.health.db.enabled') !== 'true');
  const included = property(`management.endpoint.health.group.${group}.include`);
  const isIncluded =
    group === ''
      ? probe.path.replace(/\/$/, '').endsWith('/health')
      : group === 'db' || (included !== undefined && /\*|\bdb\b/.test(included));
  if (isOff || !isIncluded) return undefined;
  return {
    base,
    isSure: use.certainty === 'stated',
    asks: group === '' ? 'all that it depends on, the database first' : 'the database (db)',
    related: [{ at: { uri: use.uri, path: use.pool.path }, message: 'its database' }],
  };
}

/** Whether a route is the one that answers a path; a prefix set in another file is not known. */
function answers({ on, verb, pattern }: RouteFact, path: string): boolean {
  if (on !== 'request' || pattern === null) return false;
  if (verb !== null && !/^(?:GET|HEAD|ANY|ALL|USE)$/.test(verb)) return false;
  const plain = (text: string) => `/${text.replace(/^\/+|\/+$/g, '')}`;
  return plain(pattern) === plain(path);
}
