import type { RouteFact } from '../../../contracts/fact';
import type { Place } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type {
  Container,
  FactEntry,
  System,
  WorkloadNode,
  WorkloadTest,
} from '../../../contracts/system';
import { springIn } from '../../../system/programs/spring';
import { answersPath, touchesOf } from '../../../system/relations/answers';
import { targetsOf } from '../../../system/relations/routes';
import { severityIn } from '../../../system/severity';
import { stackOf } from '../../../system/sources/stacks';
import { clientIn } from '../../../system/store-clients';
import { ofSwarm } from '../../../system/swarm';
import { RUNS_CODE } from '../../../system/workload-tests';
import { isIn } from '../../../text/paths';

export default defineRule({
  id: 'topology/liveness-needs-database',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Liveness asks the database',
  summary: 'The check that restarts a pod, or replaces a task, asks the database.',
  citations: ['kubernetes.probes', 'spring-boot.health', 'guide.load-balancing'],
  practices: [],
  checklist: ['health-checks'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    for (const { workload, at, program, host } of clientChecks(system)) {
      report({
        at,
        severity: severityIn(system, 'warning'),
        message: `The liveness probe of ${workload.name} runs ${program}, which asks ${host}: when that pauses, ${allOf(workload)} are restarted at once, and come back to a server that all of them connect to anew. Let liveness ask the program itself alone.`,
        subject: `${workload.id} ${program}`,
        related: [],
      });
    }
    const routes = system.of('route');
    const handlers = system.of('handler');
    // What no code runs in opens no pool and answers no route.
    for (const workload of system.workloadsWhere(RUNS_CODE)) {
      for (const check of checksOf(workload, system)) {
        const { container, at, path: written, title, outcome } = check;
        const { code } = container;
        const spring = springHealth(system, container, written);
        if (spring) {
          report({
            at,
            severity: severityIn(system, spring.isSure ? 'warning' : 'information'),
            message: `${title} of ${workload.name} asks ${written}, and there Spring Boot asks ${spring.asks}: when that pauses, ${allOf(workload)} ${outcome} at once, and come back to a database that all of them connect to anew. ${spring.advice ?? `Let ${check.own} ask ${spring.base}/health/liveness, which asks nothing else (management.endpoint.health.probes.enabled).`}`,
            subject: `${workload.id} ${written}`,
            related: spring.related,
          });
          continue;
        }
        if (!code || code.certainty === 'ambiguous') continue;
        const path = written.split('?')[0] ?? '';
        const isOf = ({ file }: FactEntry) => isIn(file, code.folder);
        const found = routes.filter((each) => isOf(each) && answersPath(each.fact, path));
        const [route, ...others] = found;
        if (!route || others.length > 0) continue;
        const touch = touchesOf(route.fact, handlers.filter(isOf)).find(
          ({ what, sometimes }) => what === 'pool' && !sometimes,
        );
        if (!touch) continue;
        report({
          // Where a table of routes names what another file does, that is the place.
          at:
            route.fact.handler.specifier === null && route.fact.runs === undefined
              ? { uri: route.uri, path: route.fact.path }
              : touch.at,
          severity: severityIn(system, code.certainty === 'stated' ? 'warning' : 'information'),
          message: message(workload, check, path, route),
          subject: `${workload.id} ${path}`,
          related: [
            { at, message: `${title.replace('The', 'the')} of ${workload.name} asks ${path}` },
            { at: touch.at, message: 'the database is asked here' },
          ],
        });
      }
    }
  },
});

/** Its liveness runs a client of a store. */
const ASKS_BY_CLIENT: WorkloadTest = {
  name: 'asks a store for its liveness',
  holds: ({ tool, containers }) =>
    tool === 'kubernetes' && containers.some((container) => clientOf(container) !== undefined),
};

/** The liveness probes that ask a server of another pod by a client of it. */
function clientChecks(system: System) {
  return system.workloadsWhere(ASKS_BY_CLIENT).flatMap((workload) =>
    workload.containers.flatMap((container) => {
      const found = clientOf(container);
      // A server may ask itself by its own name.
      return !found || workload.names.includes(found.host) ? [] : [{ workload, ...found }];
    }),
  );
}

/** What a liveness probe runs that asks a server which is written there, and is not beside it. */
function clientOf({ probes }: Container) {
  const probe = probes.find(({ kind }) => kind === 'liveness');
  const { command = null } = probe ?? {};
  if (!probe || !command) return undefined;
  const found = clientIn(command);
  return found && { at: probe.at, ...found };
}

/** A check after which something that fails it is restarted or replaced. */
interface Check {
  /** `The liveness probe`. */
  readonly title: string;
  /** What it is called in advice: `liveness`. */
  readonly own: string;
  readonly path: string;
  readonly at: Place;
  readonly container: Container;
  /** `are restarted`, `are replaced`. */
  readonly outcome: string;
}

/** Compose and Docker restart nothing that is unhealthy; Kubernetes, ECS, Swarm and Auto Scaling do. */
function checksOf(workload: WorkloadNode, system: System): readonly Check[] {
  const { tool, containers, fact, unit, file } = workload;
  const replaced = { own: 'this check', outcome: 'are replaced' };
  if (tool === 'kubernetes') {
    return containers.flatMap((container): readonly Check[] => {
      const probe = container.probes.find(({ kind }) => kind === 'liveness');
      if (!probe?.path) return [];
      const common = { title: 'The liveness probe', own: 'liveness', outcome: 'are restarted' };
      return [{ ...common, path: probe.path, at: probe.at, container }];
    });
  }
  const isReplaced =
    tool === 'ecs' ||
    // docs.docker.com, "Dockerfile reference: HEALTHCHECK", and Swarm, which replaces an unhealthy task.
    (fact.kind === 'compose-service' && ofSwarm(fact, file) === 'yes') ||
    (fact.kind === 'scaling-group' &&
      fact.healthCheckType.state === 'known' &&
      /\bELB\b/.test(fact.healthCheckType.value));
  const [main] = containers.filter(({ role, code }) => role === 'main' && code !== null);
  if (!isReplaced || !main) return [];
  const own = containers.flatMap((container): readonly Check[] => {
    const probe =
      container.role === 'main'
        ? container.probes.find(({ kind }) => kind === 'healthcheck')
        : undefined;
    return probe?.path
      ? [
          {
            ...replaced,
            title: 'The health check of the container',
            path: probe.path,
            at: probe.at,
            container,
          },
        ]
      : [];
  });
  const links = targetsOf(fact).flatMap(({ resource }) => resource ?? []);
  const asked = system
    .of('target-group')
    .filter((each) => links.includes(each.fact.resource) && stackOf(each) === unit)
    .flatMap(({ uri, fact: { checkPath } }): readonly Check[] =>
      checkPath.state === 'known'
        ? [
            {
              ...replaced,
              title: 'The health check of the target group',
              path: checkPath.value,
              at: { uri, path: checkPath.path },
              container: main,
            },
          ]
        : [],
    );
  return [...own, ...asked];
}

function message(
  workload: WorkloadNode,
  { title, outcome, own }: Check,
  path: string,
  route: FactEntry<RouteFact>,
): string {
  const called = route.fact.handler.name === null ? path : `${path} (${route.fact.handler.name})`;
  return `${title} of ${workload.name} asks ${called}, and that asks the database: when the database pauses, ${allOf(workload)} ${outcome} at once, and come back to a database that all of them connect to anew. Let ${own} ask a path of its own that needs nothing else.`;
}

function allOf({ most, noun }: WorkloadNode): string {
  return most.value === null || most.value < 2 ? `all of the ${noun}` : `all ${most.value} ${noun}`;
}

/**
 * What Spring Boot's health endpoint asks under the path of a probe. The root asks every indicator, that
 * of a `DataSource` among them; a group what it includes, which for `liveness` is nothing outside unless
 * settings say so.
 */
function springHealth(system: System, container: Container, path: string) {
  const use = system.pools.find(
    (each) =>
      each.container === container &&
      each.pool.library === 'com.zaxxer.hikari' &&
      each.certainty !== 'ambiguous',
  );
  if (!use) return undefined;
  const property = springIn(container, system);
  const base = property('management.endpoints.web.base-path') ?? '/actuator';
  const [, group = ''] =
    new RegExp(`${base.replace(/[^\w/]/g, '\\$&')}/health(?:/(\\w+))?/?$`).exec(path) ?? [];
  if (!path.includes(`${base}/health`)) return undefined;
  const isOff =
    property('management.health.db.enabled') === 'false' ||
    (property('management.health.defaults.enabled') === 'false' &&
      property('management.health.db.enabled') !== 'true');
  const included = property(`management.endpoint.health.group.${group}.include`);
  const isIncluded =
    group === ''
      ? path.replace(/\/$/, '').endsWith('/health')
      : group === 'db' || (included !== undefined && /\*|\bdb\b/.test(included));
  if (isOff || !isIncluded) return undefined;
  return {
    base,
    advice:
      group === 'liveness'
        ? 'Take it out of the group (management.endpoint.health.group.liveness.include).'
        : null,
    isSure: use.certainty === 'stated',
    asks: group === '' ? 'all that it depends on, the database first' : 'the database (db)',
    related: [{ at: { uri: use.uri, path: use.pool.path }, message: 'its database' }],
  };
}
