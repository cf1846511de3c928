import type { Place } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type { Evidence, System, WorkloadNode } from '../../../contracts/system';
import { portsHeard } from '../../../system/heard-ports';
import { carriedBy } from '../../../system/relations/carries';
import { severityIn } from '../../../system/severity';

export default defineRule({
  id: 'topology/proxy-port-unheard',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Requests for another port',
  summary: 'Requests, or a check, go to a port that the program does not listen to.',
  citations: [
    'kubernetes.service.ports',
    'kubernetes.probes',
    'traefik.docker',
    'guide.load-balancing',
  ],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const listensOf = carriedBy(system, 'listen');
    const ways = routedPorts(system);
    const asked = new Map<string, Asked[]>();
    const heard = new Map<WorkloadNode, readonly Sign[]>();
    for (const workload of system.workloads) {
      const all = [...(ways.get(workload) ?? []), ...ofServices(workload), ...ofProbes(workload)];
      if (all.length === 0) continue;
      heard.set(workload, signsOf(workload, portsHeard(workload, listensOf(workload), system)));
      for (const each of all) {
        const key = `${each.at.uri} ${each.at.path}`;
        asked.set(key, [...(asked.get(key) ?? []), each]);
      }
    }
    const told = new Set<string>();
    for (const group of asked.values()) {
      // One of those that a Service selects is enough.
      const wrong = group.flatMap((each) => {
        const sign = heard.get(each.workload)?.find(({ isAbout }) => isAbout(each));
        return sign ? [{ ...each, sign }] : [];
      });
      const [first] = wrong;
      if (!first || wrong.length < group.length) continue;
      const { workload, at, sign } = first;
      const subject = `${workload.tool} ${workload.resource} ${workload.name} ${first.port}`;
      if (told.has(subject)) continue;
      told.add(subject);
      report({
        at,
        severity: severityIn(system, sign.isSure ? 'warning' : 'information'),
        message: `${first.says} port ${first.port}, and ${sign.says}: ${first.becomes}. Write the port that it listens to.`,
        subject,
        related: [{ at: sign.evidence.at, message: sign.evidence.says }],
      });
    }
  },
});

/** A port that somebody asks a workload at. */
interface Asked {
  readonly workload: WorkloadNode;
  /** A number, or a name that the container has for it. */
  readonly port: string;
  /** The container that is asked; `null`: any. */
  readonly container: string | null;
  readonly at: Place;
  /** Who asks, to be read before "port 4000". */
  readonly says: string;
  /** What becomes of what is asked there. */
  readonly becomes: string;
}

/** What shows that nobody listens there. */
interface Sign {
  isAbout(asked: Asked): boolean;
  readonly says: string;
  readonly evidence: Evidence;
  readonly isSure: boolean;
}

const LOST = 'each request gets a 502';

/** What proxies send to services of compose, which they reach by their name. */
function routedPorts({ routes }: System): ReadonlyMap<WorkloadNode, readonly Asked[]> {
  const found = new Map<WorkloadNode, Asked[]>();
  for (const route of routes) {
    const [workload, ...others] = route.workloads;
    const [port, ...more] = new Set(route.ports);
    if (!workload || port === undefined || others.length + more.length > 0) continue;
    if (workload.fact.kind !== 'compose-service' || workload.nodePorts.includes(port)) continue;
    const label = workload.fact.traefik?.ports.find((each) => each.port === port);
    // How Traefik's files are brought to it is not read, so that its ports are believed by labels alone.
    const isNamed =
      ['nginx', 'caddy', 'haproxy'].includes(route.tool) &&
      route.certainty === 'stated' &&
      route.hosts.every((h) => workload.names.includes(h));
    if (!isNamed && !(route.tool === 'traefik' && label)) continue;
    const at =
      label && route.tool === 'traefik' ? { uri: workload.at.uri, path: label.path } : route.at;
    const says = `${route.edge} sends the requests of ${workload.name} to`;
    const list = found.get(workload) ?? [];
    found.set(workload, [
      ...list,
      { workload, port: `${port}`, container: null, at, says, becomes: LOST },
    ]);
  }
  return found;
}

function ofServices(workload: WorkloadNode): readonly Asked[] {
  return workload.asked.map(({ port, at, by }) => ({
    workload,
    port,
    container: null,
    at,
    says: `${by.replace(/^the /, 'The ')} sends the requests of ${workload.name} to`,
    becomes:
      workload.tool === 'ecs'
        ? 'its checks fail, and its tasks are replaced over and over'
        : 'none of them is answered',
  }));
}

const BECOMES = {
  readiness: 'no pod ever gets requests',
  liveness: 'each pod is restarted over and over',
  startup: 'each pod is restarted before it is used',
  healthcheck: '',
} as const;

function ofProbes(workload: WorkloadNode): readonly Asked[] {
  if (workload.tool !== 'kubernetes') return [];
  return workload.containers.flatMap(({ name, role, probes }) =>
    role === 'init'
      ? []
      : probes.flatMap(({ kind, port, at }) =>
          port === null
            ? []
            : [
                {
                  workload,
                  port,
                  container: name,
                  at,
                  says: `The ${kind} probe of ${workload.name} asks`,
                  becomes: BECOMES[kind],
                },
              ],
        ),
  );
}

/** What a workload shows of its ports, the surest first. */
function signsOf(workload: WorkloadNode, heard: ReturnType<typeof portsHeard>): readonly Sign[] {
  const { fact, complete, name } = workload;
  const pods = fact.kind === 'workload' && complete ? fact.containers : [];
  const running = pods.filter(({ role }) => role !== 'init');
  const signs: Sign[] = [];
  const namesOf = (container: string | null) => {
    const asked = running.filter(
      (each) =>
        container === null || (each.name.state === 'known' && each.name.value === container),
    );
    const names = asked.flatMap(({ portNames }) => portNames ?? []);
    return asked.length === 0 || asked.some(({ portNames }) => portNames === null) ? null : names;
  };
  const at = { uri: workload.at.uri, path: running[0]?.path ?? workload.at.path };
  signs.push({
    isAbout: ({ port, container }) =>
      /^[a-z0-9-]+$/.test(port) &&
      /[a-z]/.test(port) &&
      namesOf(container)?.includes(port) === false,
    says: `no port of its container has that name`,
    evidence: { at, says: `the ports of ${name}` },
    isSure: true,
  });
  const isOther = (port: string, ports: ReadonlySet<number>) =>
    /^\d+$/.test(port) && !ports.has(Number(port));
  if (heard) {
    signs.push({
      isAbout: ({ port }) => isOther(port, heard.ports),
      says: `${name} listens to ${heard.said} (${heard.evidence.says})`,
      evidence: heard.evidence,
      isSure: true,
    });
  }
  const [only, ...others] = running;
  const [declared, ...more] = only?.ports ?? [];
  if (only && declared !== undefined && others.length + more.length === 0 && !heard) {
    signs.push({
      // A check may ask a port that serves nothing else, and is not written then.
      isAbout: ({ port, container }) => container === null && isOther(port, new Set([declared])),
      says: `its container names port ${declared} alone`,
      evidence: {
        at: { uri: workload.at.uri, path: only.path },
        says: `containerPort ${declared}`,
      },
      isSure: false,
    });
  }
  return signs;
}
