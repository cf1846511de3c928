import type { Place } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type { ProcessNode, System, WorkloadNode, WorkloadTest } from '../../../contracts/system';
import { severityIn } from '../../../system/severity';
import { tableOf } from '../../../text/tables';

export default defineRule({
  id: 'topology/worker-scaled-by-cpu',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'Queue worker scaled by CPU',
  summary: 'Workers of a queue are scaled by their CPU, not by the tasks that wait.',
  citations: ['keda.scaled-object', 'kubernetes.hpa.algorithm', 'guide.autoscaling'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    for (const workload of system.workloadsWhere(WORKER)) {
      const worker = workerOf(workload);
      const at = worker && metricOf(system, workload);
      if (!worker || !at) continue;
      report({
        at,
        severity: severityIn(system, 'information'),
        message: `${worker.program} of ${workload.name} takes tasks from a queue, and only its CPU says how many ${workload.tool === 'ecs' ? 'tasks of ECS' : workload.noun} there are: workers that wait for a database or another system use little of it, so that tasks pile up while none is added; and a burst is over before CPU tells. Scale by the tasks that wait (${REMEDY[workload.tool]}).`,
        subject: workload.id,
        related: [{ at: worker.at, message: `${workload.name} runs ${worker.program}` }],
      });
    }
  },
});

const WORKER: WorkloadTest = {
  name: 'works on a queue alone',
  holds: (workload) => workerOf(workload) !== undefined,
};

/** How the tasks that wait become a metric. */
const REMEDY = tableOf<string>({
  kubernetes: 'KEDA has a trigger for each broker',
  ecs: 'for SQS a metric of the messages that wait for each task',
  asg: 'for SQS a metric of the messages that wait for each instance',
});

/** The worker that a workload runs and nothing else. */
function workerOf({ tool, containers, routed }: WorkloadNode): ProcessNode | undefined {
  if (REMEDY[tool] === undefined || routed !== null) return undefined;
  const processes = containers
    .filter(({ role }) => role === 'main')
    .flatMap((container) => container.processes);
  return processes.every(({ work }) => work === 'tasks') ? processes[0] : undefined;
}

/** Where its autoscaler asks for CPU and for nothing else, beside memory. */
function metricOf(system: System, workload: WorkloadNode): Place | undefined {
  const { scaledBy, tool } = workload;
  if (tool === 'ecs') return metricOfTarget(system, workload);
  if (tool === 'asg') {
    const isCpu = scaledBy?.triggers.every((trigger) => /^CPU\b/.test(trigger)) === true;
    return isCpu && scaledBy && scaledBy.triggers.length > 0 ? scaledBy.at : undefined;
  }
  const scaler = system
    .of('autoscaler')
    .find(({ uri, fact }) => uri === scaledBy?.at.uri && fact.path === scaledBy.at.path);
  if (!scaler?.fact.complete) return undefined;
  const { metrics, triggers } = scaler.fact;
  const names = metrics.map(({ resource }) => (resource.state === 'known' ? resource.value : null));
  const isAll = metrics.length > 0 && metrics.length === triggers.length;
  const isPlain = names.every((name) => name === 'cpu' || name === 'memory');
  const cpu = metrics[names.indexOf('cpu')];
  return isAll && isPlain && cpu ? { uri: scaler.uri, path: cpu.path } : undefined;
}

/** The same of a service of ECS: each of its policies follows its own CPU or memory. */
function metricOfTarget(system: System, { scaledBy }: WorkloadNode): Place | undefined {
  const target = system
    .of('scalable-target')
    .find(({ uri, fact }) => uri === scaledBy?.at.uri && fact.path === scaledBy.at.path);
  const metrics = target?.fact.metrics ?? [];
  const names = metrics.map((metric) => (metric.state === 'known' ? metric.value : null));
  const isPlain = names.every((name) => name !== null && OWN_LOAD.test(name));
  const cpu = metrics[names.indexOf('ECSServiceAverageCPUUtilization')];
  return target && isPlain && cpu ? { uri: target.uri, path: cpu.path } : undefined;
}

const OWN_LOAD = /^ECSServiceAverage(?:CPU|Memory)Utilization$/;
