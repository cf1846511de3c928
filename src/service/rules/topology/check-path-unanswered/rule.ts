import type { RouteFact } from '../../../contracts/fact';
import type { Place } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type { FactEntry, System, WorkloadNode } from '../../../contracts/system';
import { carriedBy, dependenciesOf } from '../../../system/relations/carries';
import { targetsOf } from '../../../system/relations/routes';
import { severityIn } from '../../../system/severity';
import { stackOf } from '../../../system/sources/stacks';
import { RUNS_CODE } from '../../../system/workload-tests';

export default defineRule({
  id: 'topology/check-path-unanswered',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Check of a path nobody answers',
  summary: 'A health check asks a path that no route of its program answers.',
  citations: ['kubernetes.probes', 'guide.load-balancing'],
  practices: [],
  checklist: ['health-checks'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ system }, report) {
    const routesOf = carriedBy(system, 'route');
    const told = new Set<string>();
    for (const workload of system.workloadsWhere(RUNS_CODE)) {
      const checks = workload.role === 'service' ? checksOf(workload, system) : [];
      if (checks.length === 0) continue;
      const routes = routesOf(workload).filter(({ fact }) => fact.on === 'request');
      const meant = meantIn(routes);
      if (!meant || mayAnswerMore(routes, meant, dependenciesOf(system, workload))) continue;
      for (const { at, path, says, becomes } of checks) {
        const key = `${at.uri}#${at.path}`;
        if (told.has(key) || routes.some(({ fact }) => mayAnswer(fact, path))) continue;
        told.add(key);
        report({
          at,
          severity: severityIn(system, meant.certainty === 'stated' ? 'warning' : 'information'),
          message: `${says} ${path}, and no route of its code answers that; ${meant.fact.pattern} is one: ${becomes}. Ask ${meant.fact.pattern}.`,
          subject: `${workload.id} ${path}`,
          related: [
            { at: { uri: meant.uri, path: meant.fact.path }, message: `${meant.fact.pattern}` },
          ],
        });
      }
    }
  },
});

interface Check {
  readonly at: Place;
  readonly path: string;
  readonly says: string;
  /** What becomes of the workload. */
  readonly becomes: string;
}

const BECOMES = {
  readiness: 'no pod ever gets requests',
  liveness: 'each pod is restarted over and over',
  startup: 'each pod is restarted before it is used',
  healthcheck: 'it is never healthy',
} as const;

function checksOf(workload: WorkloadNode, system: System): readonly Check[] {
  const { containers, fact, unit, name } = workload;
  const running = containers.filter(({ role }) => role !== 'init');
  // Which of several programs answers is not told.
  if (running.length !== 1) return [];
  const own = running.flatMap(({ probes }) =>
    probes.flatMap(({ kind, path, at }): readonly Check[] =>
      path === null || !/^\/\w/.test(path)
        ? []
        : [
            {
              at,
              path: plain(path),
              says: `The ${kind === 'healthcheck' ? 'health check' : `${kind} probe`} of ${name} asks`,
              becomes: BECOMES[kind],
            },
          ],
    ),
  );
  const links = targetsOf(fact).flatMap(({ resource }) => resource ?? []);
  const groups = system
    .of('target-group')
    .filter((each) => links.includes(each.fact.resource) && stackOf(each) === unit);
  const asked = groups.flatMap(({ uri, fact: { checkPath, checkCodes } }): readonly Check[] => {
    // A group may take any answer for a sign of life.
    const isAnyCode = checkCodes.state === 'unknown' || /4\d\d/.test(valueIn(checkCodes));
    if (checkPath.state !== 'known' || isAnyCode || !/^\/\w/.test(checkPath.value)) return [];
    return [
      {
        at: { uri, path: checkPath.path },
        path: plain(checkPath.value),
        says: `The health check of the target group of ${name} asks`,
        becomes:
          workload.tool === 'ecs'
            ? 'its tasks are replaced over and over'
            : 'none of them gets requests',
      },
    ];
  });
  return [...own, ...asked];
}

function valueIn(field: { readonly state: string; readonly value?: string }): string {
  return field.value ?? '';
}

/** Frameworks whose routes are all written as calls and decorators of the code. */
const WRITTEN =
  /^(?:Express|Fastify|Koa|Hono|restify|polka|NestJS|chi|echo|gin|fiber|gorilla\/mux|httprouter|net\/http|Flask|FastAPI|Starlette|Sanic|aiohttp|Sinatra)$/;

/** How the last part of a path is called that is there for checks. */
const HEALTH = /^(?:_?health\w*|live\w*|ready\w*|alive|ping|status|up|heartbeat)$/i;

/** Packages that answer checks by themselves. */
const ANSWERS = /health|terminus|lightship|actuator|under-pressure|prom|metric|probe/i;

type Route = FactEntry<RouteFact> & { readonly certainty: string };

/** The one route of the code that is there for checks: without one, who answers them is not seen. */
function meantIn(routes: readonly Route[]): Route | undefined {
  const found = routes.filter(
    ({ fact: { verb, pattern, framework } }) =>
      WRITTEN.test(framework) &&
      pattern !== null &&
      /^(?:GET|ANY|ALL|HEAD)$/.test(verb ?? '') &&
      HEALTH.test(pattern.split('/').at(-1) ?? ''),
  );
  const [first, ...others] = found;
  return first && others.every(({ fact }) => fact.pattern === first.fact.pattern)
    ? first
    : undefined;
}

/** Whether something may answer that no route shows. */
function mayAnswerMore(
  routes: readonly Route[],
  meant: Route,
  packages: ReadonlySet<string>,
): boolean {
  return (
    meant.certainty === 'ambiguous' ||
    [...packages].some((name) => ANSWERS.test(name)) ||
    routes.some(
      ({ fact: { pattern, framework, verb }, uri }) =>
        pattern === null ||
        verb === 'USE' ||
        !WRITTEN.test(framework) ||
        /[*(\\^$]/.test(pattern) ||
        // A router's own root: another file says where it stands.
        (partsOf(pattern).length === 0 && uri !== meant.uri),
    )
  );
}

/** Whether a route answers a path, wherever its router is put. */
function mayAnswer({ pattern }: RouteFact, path: string): boolean {
  const own = partsOf(pattern ?? '');
  const asked = partsOf(path);
  const from = asked.length - own.length;
  // A root answers itself alone, and nobody asks for it here.
  return (
    from >= 0 &&
    own.length > 0 &&
    own.every((part, index) => /^[:{<[]/.test(part) || part === asked[from + index])
  );
}

function partsOf(path: string): readonly string[] {
  return (path.split(/[?#]/)[0] ?? '').split('/').filter(Boolean);
}

function plain(path: string): string {
  return `/${partsOf(path).join('/')}`;
}
