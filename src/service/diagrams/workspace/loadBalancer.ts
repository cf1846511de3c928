import type { ServiceFact, TargetGroupFact } from '../../contracts/fact';
import type { Place } from '../../contracts/finding';
import type { FactEntry, System, WorkloadNode } from '../../contracts/system';
import { textOf } from '../../system/factors';
import { idOf } from '../../system/identifiers';
import { targetsOf } from '../../system/relations/routes';
import { stackOf } from '../../system/sources/stacks';
import { folderOf } from '../../text/paths';
import { balancingServices } from '../system/balanced';
import { clientsOf, edgeBoxes, edgeOf, workloadBox } from '../system/boxes';
import { BY_DEFAULT, figure } from '../system/labels';
import { plain } from '../system/plain';
import { say } from '../words';
import { hostsOf } from './traffic';
import { collector, type Seen, type WorkspaceView } from './view';

/** How a copy is asked whether it can take requests. */
interface Check {
  readonly texts: readonly string[];
  readonly at: Place;
  readonly figures: readonly { readonly text: string; readonly at: Place | null }[];
}

/** Who spreads requests over what, and how each is asked whether it works. */
export const loadBalancerView: WorkspaceView = {
  id: 'load-balancer',
  get title() {
    return say('Load balancer');
  },
  get description() {
    return say('Who spreads requests over what, and how each is asked whether it works');
  },
  draw(seen) {
    const { system } = seen;
    const services = balancingServices(system);
    if (system.routes.length === 0 && services.length === 0) return null;
    const drawn = collector();
    const clients = drawn.box(clientsOf(system));
    const led = (workload: WorkloadNode) => {
      const box = drawn.box(workloadBox(workload, system.pools));
      const check = checkOf(workload, seen);
      if (!check) return box;
      const id = idOf('check', workload.id);
      const { unit } = workload;
      drawn.arrow(drawn.box(plain({ id, kind: 'signal', unit, ...check })), box, { at: check.at });
      return box;
    };
    for (const { service, workload } of services) {
      const balancer = drawn.box(serviceBox(service));
      const { at } = balancer;
      drawn.arrow(clients, balancer);
      drawn.arrow(balancer, led(workload), { at });
    }
    const edges = edgeBoxes(system);
    for (const route of system.routes) {
      const edge = edges.boxes.find(({ id }) => id === edgeOf(route, system.workloads).id);
      if (!edge) continue;
      drawn.arrow(clients, drawn.box(edge));
      const kind = route.certainty === 'ambiguous' ? 'ambiguous' : 'stated';
      for (const workload of route.workloads) {
        drawn.arrow(edge, led(workload), { kind, at: route.at });
      }
      for (const host of hostsOf(route, system)) {
        drawn.arrow(edge, drawn.box(host), { at: route.at });
      }
    }
    return drawn.parts();
  },
};

/** A balancer that is made for a Service: it spreads connections, and looks into none. */
function serviceBox({ uri, file, fact }: FactEntry<ServiceFact>) {
  const name = textOf(fact.name) ?? '?';
  return plain({
    ...{ id: idOf('service', uri, fact.path), kind: 'edge', unit: folderOf(file) },
    at: { uri, path: fact.path },
    texts: [name, say('layer 4, by connection')],
    figures: [
      { text: say('the Service {0} of type LoadBalancer', name), at: { uri, path: fact.path } },
    ],
  });
}

/** A figure of a check: `null` where it is written and cannot be told. */
interface CheckFigure {
  readonly value: number | null;
  readonly isDefault: boolean;
}

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
    probe.path ??
    probe.command?.join(' ') ??
    (probe.port === null ? '' : say('port {0}', probe.port));
  // What Docker finds unhealthy goes on getting requests.
  const ended = kind === 'healthcheck' ? UNHEALTHY : OUT;
  return made(
    [kind, asked].filter(Boolean).join(' '),
    { value: probe.period, isDefault: probe.unwritten.includes('period') },
    { value: probe.failures, isDefault: probe.unwritten.includes('failures') },
    { at, ended, practice },
  );
}

/** What so many failures lead to, in a line and in a sentence. */
interface Ending {
  readonly short: (failures: string) => string;
  readonly long: (failures: string) => string;
}

const OUT: Ending = {
  short: (n) => say('out after {0}', n),
  long: (n) => say('taken out after {0} failures', n),
};
const UNHEALTHY: Ending = {
  short: (n) => say('unhealthy after {0}', n),
  long: (n) => say('unhealthy after {0} failures', n),
};

/** Seconds between checks of a target group, and how many failures count; the provider of Terraform has its own. */
const INTERVAL = 30;
const FAILURES = { aws: 2, terraform: 3 };

function targetCheck({ fact, unit }: WorkloadNode, { system, practice }: Seen) {
  const groups = targetGroups(fact, unit, system);
  const [only] = groups;
  if (!only || groups.length > 1) return undefined;
  const { uri, file, fact: group } = only;
  const known = (value: typeof group.checkInterval, byDefault: number): CheckFigure => ({
    value: value.state === 'absent' ? byDefault : value.state === 'known' ? value.value : null,
    isDefault: value.state === 'absent',
  });
  const isTerraform = /\.tf(?:\.json)?$/.test(file);
  return made(
    [say('check'), pathOf(group)].filter(Boolean).join(' '),
    known(group.checkInterval, INTERVAL),
    known(group.unhealthyThreshold, isTerraform ? FAILURES.terraform : FAILURES.aws),
    { at: { uri, path: group.path }, ended: OUT, practice },
  );
}

/** What is asked for; a connection alone asks for nothing. */
function pathOf({ protocol, checkPath }: TargetGroupFact): string {
  if (checkPath.state === 'known') return checkPath.value;
  if (protocol.state === 'known' && !/^HTTPS?$/.test(protocol.value)) return '';
  return checkPath.state === 'absent' ? '/' : '?';
}

function targetGroups(fact: WorkloadNode['fact'], unit: string, system: System) {
  return system
    .of('target-group')
    .filter((group) =>
      targetsOf(fact).some(
        ({ resource }) =>
          resource !== null && resource === group.fact.resource && unit === stackOf(group),
      ),
    );
}

function made(
  name: string,
  period: CheckFigure,
  failures: CheckFigure,
  {
    at,
    ended,
    practice,
  }: {
    readonly at: Place;
    readonly ended: Ending;
    readonly practice: Seen['practice'];
  },
): Check {
  const said = ({ value }: CheckFigure) => (value === null ? '?' : figure(value));
  const marked = (of: CheckFigure, unit = '') =>
    `${said(of)}${unit}${of.isDefault ? BY_DEFAULT : ''}`;
  const withOrigin = (text: string, { isDefault }: CheckFigure) =>
    isDefault ? say('{0}, by default', text) : text;
  const interval = practice('load-balancing.health-check-interval');
  const most = practice('load-balancing.health-check-failures');
  return {
    texts: [name, say('every {0}', marked(period, ' s')), ended.short(marked(failures))],
    at,
    figures: [
      { text: withOrigin(say('asked every {0}', `${said(period)} s`), period), at },
      { text: withOrigin(ended.long(said(failures)), failures), at },
      {
        text: say('the guide asks every {0} s, and takes out after {1} failures', interval, most),
        at: null,
      },
    ],
  };
}
