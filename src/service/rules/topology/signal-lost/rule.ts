import { defineRule } from '../../../contracts/rule';
import type { WorkloadTest } from '../../../contracts/system';

export default defineRule({
  id: 'topology/signal-lost',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Stop signal lost',
  summary:
    'A shell is the first process of a container, and the program never hears that it is to stop.',
  citations: ['docker.entrypoint', 'kubernetes.pod-termination'],
  practices: [],
  checklist: ['autoscaling-cooldown'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const told = new Set<string>();
    for (const workload of system.workloadsWhere(HEARS_NOTHING)) {
      if (workload.tool === 'compose' && isInit(workload.fact)) continue;
      for (const { processes, role } of workload.containers) {
        for (const { signals, program, work } of role === 'init' ? [] : processes) {
          const { reach, at, why, atOnce } = signals;
          if (reach !== 'no' || !at || (work !== 'tasks' && work !== 'requests')) continue;
          const key = `${at.uri}#${at.path}`;
          if (told.has(key)) continue;
          told.add(key);
          const { grace, name } = workload;
          const seconds = grace.value === null ? '' : ` after ${grace.value} s`;
          report({
            at,
            severity: system.class === 'development' ? 'hint' : 'warning',
            message: atOnce
              ? `${program} of ${name} never gets SIGTERM: ${why}. Each rollout and each scale-in ends it at once, in the middle of what it does, whatever it would do at a signal. Let the container start the program itself, or begin the script with exec.`
              : `${program} of ${name} never gets SIGTERM: ${why}, and the shell, being the first process, passes no signal on. Each rollout and each scale-in kills it${seconds} in the middle of what it does. Start it with exec.`,
            subject: key,
            related: [{ at: workload.at, message: `${name} starts it` }],
          });
        }
      }
    }
  },
});

const HEARS_NOTHING: WorkloadTest = {
  name: 'hears no signal',
  holds: ({ containers }) =>
    containers.some(({ processes }) => processes.some(({ signals }) => signals.reach === 'no')),
};

function isInit(fact: { readonly kind: string; readonly init?: unknown }): boolean {
  const { init } = fact as { readonly init?: { readonly state: string; readonly value?: unknown } };
  return init?.state === 'known' && init.value === true;
}
