import { defineRule } from '../../../contracts/rule';
import type { Container, ProcessNode, System, WorkloadTest } from '../../../contracts/system';
import { severityIn } from '../../../system/severity';
import { machineJobs } from '../../../system/views/machine-tables';
import { isIn } from '../../../text/paths';

export default defineRule({
  id: 'topology/singleton-scaled',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Singleton in several replicas',
  summary: 'A schedule that must run once runs in several replicas.',
  citations: ['celery.beat', 'guide.autoscaling'],
  practices: [],
  checklist: ['redundancy'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    for (const workload of system.workloadsWhere(RUNS_SCHEDULE)) {
      const { most, noun, name, containers } = workload;
      const schedule = scheduleOf(containers);
      if (!schedule || most.value === null || most.value < 2 || !most.at) continue;
      if (isGuarded(schedule, containers, system)) continue;
      report({
        at: most.at,
        severity: system.class === 'development' ? 'hint' : 'warning',
        message: `${name} runs ${schedule.program} in ${most.value} ${noun}: each of them starts everything on the schedule, so it happens ${most.value} times. Let one run.`,
        subject: workload.id,
        related: [{ at: schedule.at, message: `${schedule.program} is started here` }],
        fixes: () =>
          most.origin === 'declared' && schedule.work === 'schedule' && most.at
            ? [
                {
                  title: `Set ${most.name}: ${most.value} → 1`,
                  kind: 'guided',
                  edits: [{ ...most.at, change: { op: 'replace', text: '1' } }],
                },
              ]
            : [],
      });
    }
    for (const { workload, task, at, taken } of machineJobs(system)) {
      const { most, noun, name } = workload;
      if (most.value === null || most.value < 2) continue;
      report({
        at,
        severity: severityIn(system, 'warning'),
        message: `Each of ${most.value} ${noun} of ${name} has this cron table, so ${task} runs ${most.value} times where once is meant. Let one thing start it: a schedule of EventBridge, a job of its own, or one machine.`,
        subject: `${workload.id} ${at.path}`,
        related: [
          { at: taken, message: `${name} takes the table here` },
          ...(most.at ? [{ at: most.at, message: `${most.name}: ${most.value}` }] : []),
        ],
      });
    }
  },
});

const RUNS_SCHEDULE: WorkloadTest = {
  name: 'runs a schedule',
  holds: ({ containers }) => scheduleOf(containers) !== undefined,
};

/** Laravel starts each entry of its schedule once where all of them say so (`onOneServer()`). */
function isGuarded(
  { program }: ProcessNode,
  containers: readonly Container[],
  system: Pick<System, 'of'>,
): boolean {
  if (!program.startsWith('artisan schedule')) return false;
  const entries = system
    .of('scheduled-command')
    .filter(({ file }) => containers.some(({ code }) => code && isIn(file, code.folder)));
  return entries.length > 0 && entries.every(({ fact }) => fact.once);
}

/** The process of a workload that starts what is on a schedule. */
function scheduleOf(containers: readonly Container[]): ProcessNode | undefined {
  return containers
    .flatMap(({ processes }) => processes)
    .find(({ work, program }) => work === 'schedule' || program === 'celery worker with beat');
}
