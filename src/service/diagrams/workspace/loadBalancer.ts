import type { Place } from '../../contracts/finding';
import type { System, WorkloadNode } from '../../contracts/system';
import { idOf } from '../../system/identifiers';
import { targetsOf } from '../../system/relations/routes';
import { stackOf } from '../../system/sources/stacks';
import { edgeBoxes, edgeOf, workloadBox } from '../system/boxes';
import { figure } from '../system/labels';
import { hostsOf } from './traffic';
import { clientsOf, collector, plain, type Seen, type WorkspaceView } from './view';

/** How a copy is asked whether it can take requests. */
interface Check {
  readonly texts: readonly string[];
  readonly at: Place;
  readonly figures: readonly { readonly text: string; readonly at: Place | null }[];
}

/** Who spreads requests over what, and how each is asked whether it works. */
export const loadBalancerView: WorkspaceView = {
  id: 'load-balancer',
  title: 'Load balancer',
  description: 'Who spreads requests over what, and how each is asked whether it works',
  draw(seen) {
    const { system } = seen;
    if (system.routes.length === 0) return null;
    const drawn = collector();
    const clients = drawn.box(clientsOf(system));
    const edges = edgeBoxes(system);
    for (const route of system.routes) {
      const edge = edges.boxes.find(({ id }) => id === edgeOf(route, system.workloads).id);
      if (!edge) continue;
      drawn.arrow(clients, drawn.box(edge));
      const kind = route.certainty === 'ambiguous' ? 'ambiguous' : 'stated';
      for (const workload of route.workloads) {
        const box = drawn.box(workloadBox(workload, system.pools));
        drawn.arrow(edge, box, { kind, at: route.at });
        const check = checkOf(workload, seen);
        if (!check) continue;
        const id = idOf('check', workload.id);
        drawn.arrow(drawn.box(plain({ id, kind: 'signal', unit: workload.unit, ...check })), box, {
          at: check.at,
        });
      }
      for (const host of hostsOf(route, system)) {
        drawn.arrow(edge, drawn.box(host), { at: route.at });
      }
    }
    return drawn.parts();
  },
};

/** Where Kubernetes and Docker ask how often, in seconds, and how many failures count; AWS as well. */
const DEFAULTS = {
  readiness: { period: 10, failures: 3 },
  healthcheck: { period: 30, failures: 3 },
  target: { period: 30, failures: 2 },
} as const;

/** The check that decides whether a workload gets requests; none where none is written in sight. */
function checkOf(workload: WorkloadNode, seen: Seen): Check | undefined {
  return probeOf(workload, seen) ?? targetCheck(workload, seen);
}

function probeOf({ containers }: WorkloadNode, { practice }: Seen): Check | undefined {
  const probes = containers.flatMap(({ role, probes: all }) => (role === 'main' ? all : []));
  const probe =
    probes.find(({ kind }) => kind === 'readiness') ??
    probes.find(({ kind }) => kind === 'healthcheck');
  if (!probe) return undefined;
  const { at, kind } = probe;
  const asked =
    probe.path ?? probe.command?.join(' ') ?? (probe.port === null ? '' : `port ${probe.port}`);
  return made(
    [kind, asked].filter(Boolean).join(' '),
    { period: probe.period, failures: probe.failures },
    DEFAULTS[kind === 'readiness' ? 'readiness' : 'healthcheck'],
    at,
    practice,
  );
}

function targetCheck({ fact, unit }: WorkloadNode, { system, practice }: Seen) {
  const groups = targetGroups(fact, unit, system);
  const [only] = groups;
  if (!only || groups.length > 1) return undefined;
  const { uri, fact: group } = only;
  const known = (value: typeof group.checkInterval) =>
    value.state === 'known' ? value.value : null;
  const path = group.checkPath.state === 'known' ? group.checkPath.value : '/';
  return made(
    `check ${path}`,
    { period: known(group.checkInterval), failures: known(group.unhealthyThreshold) },
    DEFAULTS.target,
    { uri, path: group.path },
    practice,
  );
}

function targetGroups(fact: WorkloadNode['fact'], unit: string, system: System) {
  return system
    .of('target-group')
    .filter(({ file, fact: group }) =>
      targetsOf(fact).some(
        ({ resource }) =>
          resource !== null && resource === group.resource && unit === stackOf(file),
      ),
    );
}

function made(
  name: string,
  { period, failures }: { readonly period: number | null; readonly failures: number | null },
  byDefault: { readonly period: number; readonly failures: number },
  at: Place,
  practice: Seen['practice'],
): Check {
  const every = `${figure(period ?? byDefault.period)} s`;
  const after = figure(failures ?? byDefault.failures);
  const origin = (value: number | null) => (value === null ? ' (default)' : '');
  const interval = practice('load-balancing.health-check-interval');
  const most = practice('load-balancing.health-check-failures');
  return {
    texts: [name, `every ${every}`, `out after ${after}`],
    at,
    figures: [
      { text: `asked every ${every}${origin(period)}`, at },
      { text: `taken out after ${after} failures${origin(failures)}`, at },
      { text: `the guide: every ${interval} s, out after ${most}`, at: null },
    ],
  };
}
