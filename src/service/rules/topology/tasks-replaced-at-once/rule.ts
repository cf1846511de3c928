import type { ComposeServiceFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import type { WorkloadTest } from '../../../contracts/system';
import { severityIn } from '../../../system/severity';
import { ofSwarm } from '../../../system/swarm';

export default defineRule({
  id: 'topology/tasks-replaced-at-once',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'All tasks replaced at once',
  summary: 'Swarm stops all tasks of a service before it starts the new ones.',
  citations: ['docker.compose-deploy', 'guide.load-balancing'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    for (const { fact, most, name, at, routed } of system.workloadsWhere(SERVED_BY_SWARM)) {
      if (fact.kind !== 'compose-service' || most.value === null || most.value < 2) continue;
      const together = atOnce(fact);
      if (together === null || (together !== 0 && together < most.value)) continue;
      const { parallelism } = fact.swarm;
      report({
        at: { uri: at.uri, path: parallelism.path },
        severity: severityIn(system, 'warning'),
        message: `Swarm stops all ${most.value} tasks of ${name} together and starts the new ones then (parallelism: ${together}): at each update nobody answers until one of them is ready. Replace fewer at a time, or start the new ones first (order: start-first).`,
        subject: `${name} ${parallelism.path}`,
        related: routed ? [{ at: routed.at, message: routed.says }] : [],
      });
    }
  },
});

/** Swarm runs it, and clients reach it. */
const SERVED_BY_SWARM: WorkloadTest = {
  name: 'is served by Swarm',
  holds: ({ fact, file, role, routed }) =>
    fact.kind === 'compose-service' &&
    role === 'service' &&
    routed !== null &&
    ofSwarm(fact, file) === 'yes',
};

/** How many are stopped together, 0 for all; `null` where new ones are started first, or it is not written. */
function atOnce({ swarm: { order, parallelism } }: ComposeServiceFact): number | null {
  if (order.state === 'unknown' || (order.state === 'known' && order.value !== 'stop-first')) {
    return null;
  }
  return parallelism.state === 'known' ? parallelism.value : null;
}
