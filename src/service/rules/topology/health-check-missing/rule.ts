import type { Place, Severity } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type {
  Container,
  Evidence,
  System,
  WorkloadNode,
  WorkloadTest,
} from '../../../contracts/system';
import { severityIn } from '../../../system/severity';
import { DEPENDS } from '../../../system/workload-tests';
import { listOf } from '../../../text/enumeration';

export default defineRule({
  id: 'topology/health-check-missing',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'No check whether it answers',
  summary: 'Requests, or the start of what depends on it, do not wait until a program can answer.',
  citations: [
    'kubernetes.probes',
    'docker.healthcheck',
    'docker.depends-on',
    'guide.load-balancing',
  ],
  practices: [],
  checklist: ['health-checks'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: ['kubernetes/hpa-no-readiness-probe'],
  check({ system }, report) {
    const waited = impossibleWaits(system);
    for (const { at, message } of waited)
      report({ at, severity: severityIn(system, 'error'), message });
    const found = [...unchecked(system), ...unawaited(system), ...unwatched(system)];
    // The same omission at many places is one finding a file.
    const files = new Map<string, Missing[]>();
    for (const missing of found) {
      const isOfSystem = missing.kind === 'probe' || missing.kind === 'watch';
      const key = `${missing.kind} ${isOfSystem ? '' : missing.file}`;
      files.set(key, [...(files.get(key) ?? []), missing]);
    }
    for (const [first, ...others] of files.values()) {
      if (!first) continue;
      const gravest = [first, ...others].some(({ severity }) => severity === 'warning');
      // One workload may stand in several builds.
      const names = others.map(({ name }) => name).filter((name) => name !== first.name);
      const more = names.length === 0 ? '' : ` The same holds for ${listOf(names)}.`;
      report({
        at: first.at,
        severity: isAside(system, first)
          ? 'hint'
          : severityIn(system, gravest ? 'warning' : first.severity),
        message: `${first.message}${more}`,
        subject: first.subject,
        related: others.map(({ at, name }) => ({ at, message: `${name} as well` })),
      });
    }
  },
});

/** A compose file beside what an orchestrator runs is for work on the code. */
function isAside({ workloads }: System, { kind }: Missing): boolean {
  if (kind === 'probe' || kind === 'watch') return false;
  return workloads.some(({ tool }) => tool === 'kubernetes' || tool === 'ecs');
}

interface Missing {
  readonly kind: 'probe' | 'check' | 'wait' | 'watch';
  readonly file: string;
  readonly name: string;
  readonly at: Place;
  readonly severity: Severity;
  readonly message: string;
  readonly subject: string;
}

/** A workload that is seen whole, and nobody asks a program of it whether it can answer. */
const UNCHECKED: WorkloadTest = {
  name: 'is not checked',
  holds: ({ complete, containers, tool }) =>
    complete &&
    !containers.some((container) => container.role !== 'init' && isChecked(container, tool)),
};

/** What answers requests, and nobody asks whether it can. */
function unchecked(system: System): readonly Missing[] {
  return system.workloadsWhere(UNCHECKED).flatMap((workload): readonly Missing[] => {
    const { name, file, tool, most } = workload;
    const first = workload.containers.find(({ role }) => role === 'main');
    const routed = workload.routed ?? behindProxy(workload, system);
    if (!first || !routed || !answers(workload)) return [];
    const several = most.value !== null && most.value > 1;
    const common = { file, name, subject: subjectOf(workload) };
    if (tool === 'kubernetes') {
      return [
        {
          ...common,
          kind: 'probe',
          at: first.at,
          severity: several ? 'warning' : 'information',
          message: `${name} takes requests (${routed.says}) and has no readinessProbe: a pod counts as ready the moment it starts, so each rollout${workload.scaledBy ? ' and each scale-out' : ''} sends requests to a program that cannot answer yet, and one that hangs keeps getting them. Add a readinessProbe.`,
        },
      ];
    }
    if (tool !== 'compose' || !several) return [];
    return [
      {
        ...common,
        kind: 'check',
        at: workload.at,
        severity: 'information',
        message: `${most.value} containers of ${name} take requests and none has a health check: one that hangs keeps its share of them, and nothing that depends on it can wait until it answers. Add a healthcheck.`,
      },
    ];
  });
}

/** What a workload is in every environment: what is said of it in several is said once. */
function subjectOf({ tool, resource, namespace, name }: WorkloadNode): string {
  return [tool, resource, namespace, name].join(' ');
}

/** Something in Kubernetes that takes no requests and has no probe. */
const UNWATCHED: WorkloadTest = {
  name: 'is not watched',
  holds: (workload) => {
    const { name, tool, complete, role, routed, resource, containers } = workload;
    if (tool !== 'kubernetes' || !complete || routed || !ownMain(workload)) return false;
    if ((role !== 'worker' && !WORKERS.test(name)) || /Job$|^DaemonSet$/.test(resource))
      return false;
    return containers.every(({ probes, probesKnown }) => probes.length === 0 && probesKnown);
  },
};

/** The first container that runs what nobody else has published. */
function ownMain({ containers }: WorkloadNode): Container | undefined {
  return containers.find(({ role, known }) => role === 'main' && !known);
}

/** What works on a queue in Kubernetes, and nobody asks whether it still does. */
function unwatched(system: System): readonly Missing[] {
  return system.workloadsWhere(UNWATCHED).flatMap((workload): readonly Missing[] => {
    const { name, file } = workload;
    const first = ownMain(workload);
    if (!first) return [];
    return [
      {
        kind: 'watch',
        file,
        name,
        at: first.at,
        severity: 'hint',
        message: `${name} takes no requests and has no probe: when it hangs, it keeps its place and works on nothing, and nobody restarts it. A livenessProbe that asks whether it still gets on (a file that it touches, its own port) does.`,
        subject: subjectOf(workload),
      },
    ];
  });
}

/** What workers of a queue are called. */
const WORKERS = /worker|consumer|subscriber|listener/i;

/** What a proxy of the same compose file sends to a service that publishes nothing itself. */
function behindProxy(workload: WorkloadNode, { workloads, routes }: System): Evidence | null {
  const route = routes.find(
    ({ workloads: targets, certainty }) => certainty !== 'ambiguous' && targets.includes(workload),
  );
  if (route) return { at: route.at, says: `${route.edge} sends requests to it` };
  if (workload.tool !== 'compose') return null;
  for (const { role, file, name, dependsOn } of workloads) {
    if (role !== 'edge' || file !== workload.file) continue;
    const link = dependsOn.find((each) => each.name === workload.name);
    if (link) return { at: link.at, says: `${name} sends requests to it` };
  }
  return null;
}

/** Whether it is there for requests, as far as its name and its programs tell. */
function answers({ role, name, containers }: WorkloadNode): boolean {
  if (role !== 'service' && role !== 'edge') return false;
  const processes = containers.flatMap((container) => container.processes);
  if (processes.some(({ work }) => work === 'tasks' || work === 'schedule')) return false;
  return !/worker|consumer|cron|scheduler|beat|job|queue|exporter|migrat|operator|controller/i.test(
    name,
  );
}

function isChecked({ probes, probesKnown, imageCheck }: Container, tool: string): boolean {
  if (!probesKnown) return true;
  if (tool === 'kubernetes') return probes.some(({ kind }) => kind === 'readiness');
  return probes.length > 0 || (imageCheck !== null && !imageCheck.disabled);
}

/** Services that start as soon as a store's container does, not when it answers. */
function unawaited(system: System): readonly Missing[] {
  return system.workloadsWhere(DEPENDS).flatMap((workload): readonly Missing[] => {
    const { dependsOn, name, file, tool, role } = workload;
    if (tool !== 'compose' || role === 'store' || waitsByItself(workload)) return [];
    const open = dependsOn.flatMap(({ name: other, condition, at }) => {
      const store = system.workloads.find(
        (each) => each.file === file && each.tool === 'compose' && each.name === other,
      );
      return store && condition === 'service_started' && isDatabase(store) ? [{ store, at }] : [];
    });
    const [first] = open;
    if (!first) return [];
    const stores = listOf(open.map(({ store }) => store.name));
    const checked = open.every(({ store }) => hasCheck(store));
    return [
      {
        kind: 'wait',
        file,
        name,
        at: first.at,
        severity: 'information',
        message: `${name} starts as soon as ${open.length > 1 ? `the containers of ${stores} do` : `the container of ${stores} does`}, not when ${stores} ${open.length > 1 ? 'answer' : 'answers'}: after a restart of the host, or with a new volume, it fails its first connections. ${checked ? 'Depend on it with condition: service_healthy.' : 'Give it a healthcheck, and depend on it with condition: service_healthy.'}`,
        subject: subjectOf(workload),
      },
    ];
  });
}

/** A store that takes its time to start; caches answer at once. */
function isDatabase({ containers }: WorkloadNode): boolean {
  return containers.some(({ known }) => {
    return known?.role === 'store' && (known.store === 'database' || known.store === 'broker');
  });
}

function hasCheck({ containers }: WorkloadNode): boolean {
  return containers.some((container) => isChecked(container, 'compose'));
}

/** It waits in a script of its own, or what it starts cannot be seen to its end. */
function waitsByItself({ containers }: WorkloadNode): boolean {
  return containers.some(({ processes, command, entrypoint }) => {
    const texts = [
      command?.text ?? '',
      entrypoint?.text ?? '',
      ...processes.flatMap(({ before }) => before.map(({ words }) => words.join(' '))),
    ];
    return texts.some((text) => /\bwait|\bnc -z|pg_isready|dockerize|until\b|healthy/i.test(text));
  });
}

/** Waits for a check that nobody makes: compose refuses to start, or waits for ever. */
function impossibleWaits(
  system: System,
): readonly { readonly at: Place; readonly message: string }[] {
  return system.workloadsWhere(DEPENDS).flatMap(({ dependsOn, name, file }) =>
    dependsOn.flatMap(({ name: other, condition, at }) => {
      if (condition !== 'service_healthy') return [];
      const there = system.workloads.find(
        (each) => each.file === file && each.tool === 'compose' && each.name === other,
      );
      if (!there || hasCheck(there) || !isPlain(there)) return [];
      return [
        {
          at,
          message: `${name} waits until ${other} is healthy, and ${other} has no health check: compose gives up with "has no healthcheck configured". Add a healthcheck to ${other}.`,
        },
      ];
    }),
  );
}

/** Its image is an official one, none of which brings a check. */
function isPlain({ containers }: WorkloadNode): boolean {
  return containers.every(({ known }) => {
    return (
      known?.plain === true &&
      /^(?:postgres|mysql|mariadb|redis|mongodb|memcached)$/.test(known.engine)
    );
  });
}
