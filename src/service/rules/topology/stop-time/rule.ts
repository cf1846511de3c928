import type { Place } from '../../../contracts/finding';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import type {
  Container,
  Factor,
  ProcessNode,
  WorkloadNode,
  WorkloadTest,
} from '../../../contracts/system';
import { severityIn } from '../../../system/severity';

export default defineRule({
  id: 'topology/stop-time',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Killed before it can finish',
  summary: 'A program is killed before it can finish what it has.',
  citations: ['kubernetes.pod-termination', 'docker.stop-grace-period', 'guide.autoscaling'],
  practices: [],
  checklist: ['autoscaling-cooldown'],
  fixes: ['guided'],
  needs: [],
  defersTo: ['topology/no-drain'],
  check({ system }, report) {
    const told = new Set<string>();
    for (const workload of system.workloadsWhere(KILLED_AT_ONCE)) {
      const { at } = workload.grace;
      if (!at) continue;
      const key = `${at.uri}#${at.path}`;
      if (told.has(key)) continue;
      told.add(key);
      report({
        at,
        severity: severityIn(system, 'warning'),
        message: `${workload.name} is killed the moment it is to stop (${workload.grace.name}: 0): ${cutOff(workload)} at each rollout and each drain of a node. Give it the time that it needs to end by itself.`,
        subject: key,
      });
    }
    for (const workload of system.workloadsWhere(STOPPED_EARLY)) {
      if (!/^(?:service|worker)$/.test(workload.role)) continue;
      for (const container of workload.containers.filter(({ role }) => role !== 'init')) {
        if (!workload.complete && !isOfUnit(workload, container)) continue;
        const found = shortageOf(stoppedAs(workload, container), container);
        const { grace } = stoppedAs(workload, container);
        const at = found && (found.at ?? grace.at ?? found.needs.at ?? workload.at);
        const key = at && `${at.uri}#${at.path}`;
        if (!found || !at || !key || told.has(key)) continue;
        told.add(key);
        report({
          at,
          severity: severityIn(system, found.written ? 'warning' : 'information'),
          message: found.message,
          subject: key,
          related:
            found.needs.at && found.needs.at !== at
              ? [{ at: found.needs.at, message: `${found.needs.name}: ${found.needs.value}` }]
              : [],
          fixes: () => found.fixes,
        });
      }
    }
  },
});

/** Something in it needs longer to end than it has. */
const STOPPED_EARLY: WorkloadTest = {
  name: 'is stopped before its end',
  holds: (workload) =>
    workload.containers.some(
      (container) => shortageOf(stoppedAs(workload, container), container) !== undefined,
    ),
};

/** A workload whose containers have the time to stop that one of them is given by itself. */
function stoppedAs(workload: WorkloadNode, { grace }: Container): WorkloadNode {
  return grace ? { ...workload, grace } : workload;
}

/** A unit of systemd: each deployment restarts it, and each scale-in of a group stops it. */
function isOfUnit({ tool, resource }: WorkloadNode, { grace }: Container): boolean {
  return (tool === 'asg' || resource === 'unit') && grace !== undefined;
}

/** It has no time to end at all, which is written. */
const KILLED_AT_ONCE: WorkloadTest = {
  name: 'is killed at once',
  holds: ({ grace, role, containers, resource, routed }) =>
    grace.value === 0 &&
    grace.origin === 'declared' &&
    // An agent of its node, such as a network plugin, answers nobody and is often to end at once.
    (resource !== 'DaemonSet' || routed !== null) &&
    /^(?:service|worker|store|pooler|edge)$/.test(role) &&
    !containers.every(({ known }) => known?.engine === 'tool'),
};

/** What is lost when a workload is killed. */
function cutOff({ role }: WorkloadNode): string {
  if (role === 'worker') return 'what it works on is cut off';
  if (role === 'store') return 'it has to recover what it was writing';
  if (role === 'pooler')
    return 'every connection through it breaks, in the middle of its statement,';
  return 'the requests that it is answering are cut off';
}

interface Shortage {
  readonly message: string;
  /** What takes longer than there is. */
  readonly needs: Factor;
  /** Both sides are written; else one is a default. */
  readonly written: boolean;
  readonly fixes: readonly Fix[];
  /** Where it is told, if not at the time it has. */
  readonly at?: Place | null;
}

/** The first process of a container that needs longer to end than it has. */
function shortageOf(workload: WorkloadNode, container: Container): Shortage | undefined {
  const { grace } = workload;
  const pre = container.preStop === null ? 0 : container.preStop.value;
  if (grace.value === null || pre === null) return undefined;
  if (pre >= grace.value) return longHook(workload, container, pre, grace.value);
  for (const process of container.processes) {
    // A program that never hears of it does not begin to stop: signal-lost says that.
    if (process.signals.reach === 'no') continue;
    const found =
      harshSignal(workload, process) ?? longWork(workload, container, process, pre, grace.value);
    if (found) return found;
  }
  return undefined;
}

/** What a process does that needs longer than the container, or its process manager, gives it. */
function longWork(
  workload: WorkloadNode,
  container: Container,
  process: ProcessNode,
  pre: number,
  grace: number,
): Shortage | undefined {
  const wait = process.stop?.wait;
  if (wait && wait.value !== null && wait.value < grace - pre) {
    const managed = { ...workload, grace: wait };
    const alone = { ...container, preStop: null };
    return (
      longDrain(managed, alone, process, 0, wait.value) ?? longTask(managed, process, 0, wait.value)
    );
  }
  return (
    longDrain(workload, container, process, pre, grace) ?? longTask(workload, process, pre, grace)
  );
}

/** Signals by which a program leaves what it has, where another lets it finish. */
const HARSH: readonly (readonly [program: RegExp, signals: RegExp, instead: string])[] = [
  [/./, /^KILL$/, 'TERM'],
  [/^gunicorn/, /^(?:QUIT|INT)$/, 'TERM'],
  [/^celery/, /^QUIT$/, 'TERM'],
];

/** The process manager ends it by a signal that leaves it no time. */
function harshSignal(
  { name }: WorkloadNode,
  { program, work, stop }: ProcessNode,
): Shortage | undefined {
  const { signal, wait } = stop ?? {};
  if (!signal || !wait || work === 'once' || work === 'unknown') return undefined;
  const instead = HARSH.find(
    ([programs, signals]) => programs.test(program) && signals.test(signal.name),
  )?.[2];
  if (instead === undefined) return undefined;
  return {
    message: `${program} of ${name} is ended by SIG${signal.name} (stopsignal), at which it drops what it has: each rollout and each scale-in cuts ${work === 'tasks' ? 'tasks' : 'requests'} off. Send it SIG${instead}.`,
    needs: wait,
    written: true,
    fixes: [],
    at: signal.at,
  };
}

/** A hook that takes all the time there is: the program is told to stop when it is killed. */
function longHook(
  workload: WorkloadNode,
  { preStop, name }: Container,
  pre: number,
  grace: number,
): Shortage | undefined {
  if (!preStop) return undefined;
  return {
    message: `The preStop hook of container ${name} takes ${pre} s, and ${workload.name} is killed after ${grace} s${origin(workload)}: it gets no time to finish what it has, at each rollout and each drain of a node. Give the pod longer than the hook.`,
    needs: preStop,
    written: true,
    fixes: longer(workload, grace, pre + MARGIN),
    at: preStop.at,
  };
}

function longDrain(
  workload: WorkloadNode,
  { preStop }: Container,
  process: ProcessNode,
  pre: number,
  grace: number,
): Shortage | undefined {
  const { drain, program } = process;
  if (!drain || drain.value === null || pre + drain.value <= grace) return undefined;
  const isWritten = drain.origin !== 'defaulted';
  // Spring waits only where it is told to stop gracefully.
  if (!isWritten && program === 'java') return undefined;
  // A server that keeps nothing running is done at once; a worker of a queue rarely is.
  const isChosen = workload.grace.origin !== 'defaulted' || preStop !== null;
  if (!isWritten && !isChosen && process.work !== 'tasks') return undefined;
  const before = pre > 0 ? `${pre} s of its preStop hook and ` : '';
  const wanted = pre + drain.value + MARGIN;
  return {
    message: `${program} of ${workload.name} takes up to ${before}${drain.value} s (${isWritten ? drain.name : 'its default'}) to finish what it has, and is killed after ${grace} s${origin(workload)}: each rollout and each scale-in cuts ${process.work === 'tasks' ? 'tasks' : 'requests'} off. Give it longer than both together, or let ${program} end sooner.`,
    needs: drain,
    written: isWritten,
    fixes: longer(workload, grace, wanted),
  };
}

function longTask(
  workload: WorkloadNode,
  { program, task }: ProcessNode,
  pre: number,
  grace: number,
): Shortage | undefined {
  const limit = task?.limit;
  if (!task || !limit || limit.value === null || limit.value <= grace - pre) return undefined;
  if (task.acksLate !== 'no') return undefined;
  return {
    message: `A task of ${workload.name} may run for ${limit.value} s, and ${program} is killed ${grace - pre} s after it is told to stop${origin(workload)}: each rollout and each scale-in loses what runs longer, because a task is acknowledged before it begins. Acknowledge late and make tasks safe to repeat, or give it more time.`,
    needs: limit,
    written: workload.grace.origin !== 'defaulted',
    fixes: [],
  };
}

/** Seconds beyond what is needed, so that a program that takes all of its time still ends by itself. */
const MARGIN = 5;

function origin({ grace }: WorkloadNode): string {
  return ` (${grace.name}${grace.origin === 'defaulted' ? ', its default' : ''})`;
}

function longer(workload: WorkloadNode, grace: number, wanted: number): readonly Fix[] {
  const { at, origin: from, name } = workload.grace;
  if (!at || from !== 'declared' || name === 'stopwaitsecs') return [];
  return [
    {
      title: `Set ${name}: ${grace} → ${wanted}`,
      kind: 'guided',
      edits: [
        {
          ...at,
          change: { op: 'replace', text: workload.tool === 'compose' ? `${wanted}s` : `${wanted}` },
        },
      ],
    },
  ];
}
