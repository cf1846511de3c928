import { grouped } from '../../architecture/grouped';
import { environmentOfBuild } from '../../contracts/build';
import type { Fact } from '../../contracts/fact';
import type { FactEntry, System, Tool, WorkloadNode } from '../../contracts/system';
import { sameNamespace } from '../namespaces';
import { regionIn } from './regions';

/** What is deployed in one go, and what it runs: a build, or a file that is part of none. */
export interface Deployment {
  /** The id of its build; `null` for a file. */
  readonly build: string | null;
  /** The file of its first workload. */
  readonly file: string;
  readonly workloads: readonly WorkloadNode[];
  /** How strong the evidence is that it is what really runs: less is stronger, the first number counts first. */
  readonly strength: readonly number[];
}

/** Tells what is deployed in one go from others: of a workload, and of what stands beside it. */
export function deploymentOf({
  build,
  file,
}: {
  readonly build: string | null;
  readonly file: string;
}): string {
  return build === null ? `file ${file}` : `build ${build}`;
}

/**
 * The deployments of an environment, the strongest evidence of what really runs first: what names this environment,
 * then what an orchestrator runs before Swarm and that before compose, then builds, then what describes the most.
 */
export function deploymentsOf(system: System): readonly Deployment[] {
  return system.kept('deployments', ({ environment, workloads }) => {
    const all = [...grouped(workloads, deploymentOf).values()].flatMap((own): Deployment[] => {
      const [first] = own;
      if (!first) return [];
      const { build, file } = first;
      const isNamed = environmentOfBuild(build) === environment;
      const least = Math.min(...own.map(orchestration));
      const strength = [isNamed ? 0 : 1, least, build === null ? 1 : 0];
      return [{ build, file, workloads: own, strength }];
    });
    return inOrder(all, ({ workloads: own }) => own.length);
  });
}

/** The strongest first, of equal ones that with the largest amount. */
export function inOrder(
  deployments: readonly Deployment[],
  amountOf: (deployment: Deployment) => number,
): readonly Deployment[] {
  const rank = (each: Deployment) => [...each.strength, -amountOf(each)];
  return deployments
    .map((each) => ({ each, own: rank(each) }))
    .sort((a, b) => {
      const at = a.own.findIndex((value, index) => value !== b.own[index]);
      if (at < 0) return deploymentOf(a.each) < deploymentOf(b.each) ? -1 : 1;
      return (a.own[at] ?? 0) - (b.own[at] ?? 0);
    })
    .map(({ each }) => each);
}

/** Compose runs what people work on, unless it is Swarm that replaces it bit by bit. */
function orchestration({ tool, rollout }: WorkloadNode): number {
  if (tool !== 'compose') return 0;
  return rollout.kind === 'rolling' ? 1 : 2;
}

/** By what one of two builds is known to run the same as the other. */
interface Sign {
  readonly key: string;
  readonly tool: Tool;
  readonly namespace: string | null;
  /** Where it runs, as the folders of its build are called: one system may run in several regions. */
  readonly region: string | null;
  /** The folder of its code; `null` where that is not known for sure. */
  readonly code: string | null;
}

/**
 * Of some deployments, in the order in which they count, those that may run beside each other: of alternatives the
 * first. Two that run the same thing under the same name describe one system twice. What two clouds or clusters run is
 * not meant by that: namespaces or regions that differ, and two stacks of AWS.
 */
export function together(deployments: readonly Deployment[]): readonly Deployment[] {
  const taken = new Map<string, Sign[]>();
  const isOrchestrated = deployments.some(({ workloads }) => workloads.some(isOfOrchestrator));
  return deployments.filter(({ workloads }) => {
    // A database that compose starts beside what an orchestrator runs is there for work on the code.
    if (isOrchestrated && workloads.every(isForWork)) return false;
    const signs = workloads.flatMap(signsOf);
    const isLeft = signs.some((sign) =>
      (taken.get(sign.key) ?? []).some((other) => areApart(sign, other)),
    );
    if (isLeft) return false;
    for (const sign of signs) {
      const known = taken.get(sign.key) ?? [];
      taken.set(sign.key, known);
      if (!known.some((other) => isAlike(sign, other))) known.push(sign);
    }
    return true;
  });
}

function isOfOrchestrator(workload: WorkloadNode): boolean {
  return orchestration(workload) === 0 && !OF_OTHERS.test(workload.role);
}

function isForWork(workload: WorkloadNode): boolean {
  return orchestration(workload) === 2 && OF_OTHERS.test(workload.role);
}

/** Roles of programs that everybody knows and nobody here has written. */
const OF_OTHERS = /^(?:store|pooler)$/;

function signsOf(workload: WorkloadNode): readonly Sign[] {
  const { name, tool, resource, namespace, containers } = workload;
  const shared = { tool, namespace, region: regionOf(workload) };
  // Programs of the project: the same database beside two systems makes them no alternatives.
  const programs = containers.filter(({ role, known }) => role === 'main' && known === null);
  return [
    ...(tool === 'kubernetes' ? [{ ...shared, key: `${resource} ${name}`, code: null }] : []),
    ...programs.flatMap(({ code: link, image }): readonly Sign[] => {
      const code = link && link.certainty !== 'ambiguous' ? link.folder : null;
      return [
        ...(code === null ? [] : [{ ...shared, key: `code ${name} ${code}`, code }]),
        ...(image === null ? [] : [{ ...shared, key: `image ${name} ${nameOf(image)}`, code }]),
      ];
    }),
  ];
}

function regionOf({ build, file }: WorkloadNode): string | null {
  const path = build === null ? file : build.slice(build.indexOf(':') + 1).replace(/@[^@]*$/, '');
  const [region = null] = path.split('/').flatMap((name) => regionIn(name)?.region ?? []);
  return region;
}

function areApart(a: Sign, b: Sign): boolean {
  if (a.region !== null && b.region !== null && a.region !== b.region) return false;
  if (a.tool === b.tool && !IN_ONE_PLACE.has(a.tool)) return false;
  if (a.code !== null && b.code !== null && a.code !== b.code) return false;
  return sameNamespace(a.namespace ?? undefined, b.namespace ?? undefined);
}

function isAlike(a: Sign, b: Sign): boolean {
  return (
    a.tool === b.tool && a.code === b.code && a.namespace === b.namespace && a.region === b.region
  );
}

/** Tools that have one of a name: of the others there may be one in each region and account. */
const IN_ONE_PLACE: ReadonlySet<Tool> = new Set(['kubernetes', 'compose']);

/** What an image is called, without registry, tag and digest. */
function nameOf(image: string): string {
  const [path = ''] = image.split('@');
  return path.slice(path.lastIndexOf('/') + 1).replace(/:.*$/, '');
}

/**
 * A system without some of its deployments, by {@link deploymentOf}, for what shows one of several alternatives. It is made for one use:
 * nothing of it is kept.
 */
export function systemWithout(system: System, left: ReadonlySet<string>): System {
  if (left.size === 0) return system;
  const isLeft = (workload: WorkloadNode) => left.has(deploymentOf(workload));
  const isOfLeft = ({ build, file }: FactEntry) =>
    left.has(deploymentOf({ build: build?.id ?? null, file }));
  const workloads = system.workloads.filter((workload) => !isLeft(workload));
  const pools = system.pools.filter(({ workload }) => !isLeft(workload));
  const reached = new Set(pools.flatMap(({ way }) => way.map(({ id }) => id)));
  const before = new Set(system.pools.flatMap(({ way }) => way.map(({ id }) => id)));
  const uris = new Set(
    STATING.flatMap((kind) => system.of(kind).filter(isOfLeft)).map(({ uri }) => uri),
  );
  const stores = system.stores.filter(({ id, at, workload }) => {
    if (workload !== null) return !isLeft(workload);
    if (at !== null && uris.has(at.uri)) return false;
    return reached.has(id) || !before.has(id);
  });
  const routes = system.routes.flatMap((route) => {
    if (uris.has(route.at.uri)) return [];
    const own = route.workloads.filter((workload) => !isLeft(workload));
    const isOfOthers = own.length === 0 && route.workloads.length > 0;
    return isOfOthers
      ? []
      : [own.length === route.workloads.length ? route : { ...route, workloads: own }];
  });
  const without: System = {
    ...system,
    workloads,
    workloadsWhere: (test) => system.workloadsWhere(test).filter((workload) => !isLeft(workload)),
    stores,
    pools,
    optional: {
      workloads: system.optional.workloads.filter((workload) => !isLeft(workload)),
      pools: system.optional.pools.filter(({ workload }) => !isLeft(workload)),
    },
    routes,
    of: (kind) => system.of(kind).filter((entry) => !isOfLeft(entry)),
    kept: (_name, view) => view(without),
  };
  return without;
}

/** Facts of builds that make stores and routes by themselves. */
const STATING = [
  'ingress-route',
  'proxy-route',
  'database-cluster',
  'database-pooler',
  'managed-database',
] as const satisfies readonly Fact['kind'][];
