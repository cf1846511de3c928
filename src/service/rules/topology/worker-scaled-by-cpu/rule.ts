import type { Place } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type { ProcessNode, System, WorkloadNode, WorkloadTest } from '../../../contracts/system';
import { severityIn } from '../../../system/severity';

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
        message: `${worker.program} of ${workload.name} takes tasks from a queue, and only its CPU says how many pods there are: workers that wait for a database or another system use little of it, so that tasks pile up while none is added; and a burst is over before CPU tells. Scale by the tasks that wait (KEDA has a trigger for each broker).`,
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

/** The worker that a workload runs and nothing else. */
function workerOf({ tool, containers, routed }: WorkloadNode): ProcessNode | undefined {
  if (tool !== 'kubernetes' || routed !== null) return undefined;
  const processes = containers
    .filter(({ role }) => role === 'main')
    .flatMap((container) => container.processes);
  return processes.every(({ work }) => work === 'tasks') ? processes[0] : undefined;
}

/** Where its autoscaler asks for CPU and for nothing else, beside memory. */
function metricOf(system: System, { scaledBy }: WorkloadNode): Place | undefined {
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
