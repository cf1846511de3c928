import type { Place } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type {
  Factor,
  ProcessNode,
  RouteNode,
  System,
  WorkloadNode,
  WorkloadTest,
} from '../../../contracts/system';
import { fpmLimitOf, fpmPoolBehind } from '../../../system/fpm-pools';
import { settingIn } from '../../../system/setting-names';
import { severityIn } from '../../../system/severity';
import { triggersOf } from '../../../system/sources/functions';
import { listOf } from '../../../text/enumeration';

export default defineRule({
  id: 'topology/worker-outlives-proxy',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'Worker outlives the proxy',
  summary: 'A worker may spend longer on a request than the proxy in front of it waits.',
  citations: [
    'aws.api-gateway.timeouts',
    'nginx.proxy.read-timeout',
    'gunicorn.timeout',
    'caddy.reverse-proxy',
    'haproxy.timeout-server',
    'guide.load-balancing',
  ],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const told = new Set<string>();
    // By the place of their time and what waits: what `Globals` say is told once for all functions.
    const called = new Map<string, readonly Called[]>();
    for (const workload of system.workloadsWhere(IS_CALLED)) {
      for (const process of workload.containers.flatMap(({ processes }) => processes)) {
        const call = calledBy(workload, process, system);
        const place = call && `${keyOf(call.at)} ${call.gateway}`;
        if (call && place) called.set(place, [...(called.get(place) ?? []), call]);
        const ways = process.program === 'php-fpm' ? poolWays(workload, system) : [];
        const own = ownLimit(process);
        const way = own && longest(system.routes, workload);
        for (const { limit, route } of ways.length > 0
          ? ways
          : own && way
            ? [{ limit: own, route: way }]
            : []) {
          if (limit.seconds <= route.seconds) continue;
          const key = keyOf(limit.at);
          if (told.has(key)) continue;
          told.add(key);
          const { name, at } = route.route.readTimeout;
          report({
            at: limit.at,
            severity: severityIn(system, 'information'),
            message: `${process.program} of ${workload.name} may work on a request for ${limit.seconds} s (${limit.name}), and ${route.route.edge} waits ${route.seconds} s (${name}${at ? '' : ', its default'}): after that the caller has a 504, and the worker goes on for nobody, so that under load the work that nobody waits for keeps out the rest. Let the worker end first.`,
            subject: key,
            related: [{ at: at ?? route.route.at, message: `${name}: ${route.seconds} s` }],
          });
        }
      }
    }
    for (const calls of called.values()) {
      const [first] = calls;
      if (!first) continue;
      const { at, seconds, gateway, waits, isFixed, resource } = first;
      const functions = calls.map(({ workload }) => workload);
      const names = listOf(functions.map(({ name }) => name).sort(), MOST_NAMED);
      report({
        at,
        severity: severityIn(system, 'information'),
        message: `${names} may work on a call for ${seconds} s (${settingIn(first.workload, 'Timeout')}), and ${gateway} waits ${waits} s${isFixed ? '' : ', unless its quota is raised'}: after that the caller has an answer of 503 or 504, and the function goes on for nobody, in one of the places that others wait for. Let the function end first, or answer at once and let a queue do the rest.`,
        subject: resource,
        related: functions
          .slice(1)
          .map(({ at: place, name }) => ({ at: place, message: `${name} too` })),
      });
    }
  },
});

/** A function, or a program whose time for a request is written. */
const IS_CALLED: WorkloadTest = {
  name: 'is called for so long',
  holds: ({ tool, containers }) =>
    tool === 'lambda' ||
    containers.some(({ processes }) =>
      processes.some((process) => process.program === 'php-fpm' || ownLimit(process)),
    ),
};

type Called = NonNullable<ReturnType<typeof calledBy>>;

/** So many functions are named, and how many more there are. */
const MOST_NAMED = 3;

function keyOf({ uri, path }: Place): string {
  return `${uri}#${path}`;
}

/** What API Gateway waits for a function, in seconds; that of a REST API is a quota that can be raised. */
const GATEWAYS = {
  'http-api': { gateway: 'an HTTP API of API Gateway', waits: 30, isFixed: true },
  'rest-api': { gateway: 'a REST API of API Gateway', waits: 29, isFixed: false },
} as const;

/** The longest that any of them waits by itself. */
const LONGEST_WAIT = 30;

/** The gateway in front of a function that gives up before the function does; all that calls it are such. */
function calledBy(workload: WorkloadNode, { requestTimeout }: ProcessNode, system: System) {
  const { tool, fact, at } = workload;
  const { value = null, at: place = null } = requestTimeout ?? {};
  if (tool !== 'lambda' || fact.kind !== 'function' || value === null || !place) return undefined;
  const entry = system.of('function').find(({ uri, fact: own }) => uri === at.uri && own === fact);
  const by = entry ? triggersOf(entry, system).map((trigger) => trigger.fact.by) : [];
  const found = by.flatMap((each) =>
    each === 'http-api' || each === 'rest-api' ? [GATEWAYS[each]] : [],
  );
  const [longestOne] = [...found].sort((a, b) => b.waits - a.waits);
  // A second more than a gateway waits is what everybody writes, and does no harm.
  if (!longestOne || found.length < by.length || value <= LONGEST_WAIT) return undefined;
  return { ...longestOne, workload, seconds: value, at: place, resource: fact.resource };
}

type Limit = NonNullable<ReturnType<typeof limitOf>>;

/** After how long a worker that is busy with one request is ended, where that is written. */
function ownLimit({ work, model, program, requestTimeout }: ProcessNode): Limit | undefined {
  // Of these the time is that of a request, of gunicorn that of a worker: one request where it has no threads.
  const isOfRequest = model === 'sync workers' || /^(?:uwsgi|php-fpm|puma)$/.test(program);
  return work === 'requests' && isOfRequest ? limitOf(requestTimeout) : undefined;
}

function limitOf(limit: Factor | null | undefined) {
  const { value = null, at = null, name = '', origin = null } = limit ?? {};
  // Zero is no limit.
  if (value === null || value === 0 || !at || origin === 'defaulted') return undefined;
  return { seconds: value, at, name };
}

/** Each pool of PHP-FPM that ways to a workload lead to, with how long a child may take and the way that waits longest. */
function poolWays(workload: WorkloadNode, system: System) {
  const ways = new Map<string, { readonly limit: Limit; readonly routes: RouteNode[] }>();
  for (const route of system.routes) {
    const pool = route.workloads.includes(workload) ? fpmPoolBehind(route, system) : undefined;
    const limit = pool && limitOf(fpmLimitOf(pool));
    if (!limit) continue;
    const known = ways.get(keyOf(limit.at));
    if (known) known.routes.push(route);
    else ways.set(keyOf(limit.at), { limit, routes: [route] });
  }
  return [...ways.values()].flatMap(({ limit, routes }) => {
    const route = longest(routes, workload);
    return route ? [{ limit, route }] : [];
  });
}

/** The way to a workload that waits longest: what takes its time may come that way. */
function longest(
  routes: readonly RouteNode[],
  workload: WorkloadNode,
): { readonly route: RouteNode; readonly seconds: number } | undefined {
  let found: { readonly route: RouteNode; readonly seconds: number } | undefined;
  const ways = routes.filter(({ workloads }) => workloads.includes(workload));
  // Behind a balancer whatever else is in front of it waits for it too.
  const nearest = ways.filter(({ tool }) => tool !== 'alb');
  for (const route of nearest.length > 0 ? nearest : ways) {
    const seconds = route.readTimeout.value;
    if (seconds === null || route.certainty === 'ambiguous') return undefined;
    if (!found || seconds > found.seconds) found = { route, seconds };
  }
  return found;
}
