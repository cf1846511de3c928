import type { Place } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type { WorkloadNode, WorkloadTest } from '../../../contracts/system';
import { FOLLOWS_CORES } from '../../../system/programs/options';
import { edgeOf } from '../../../system/relations/edges';
import { severityIn } from '../../../system/severity';

export default defineRule({
  id: 'topology/workers-follow-host-cores',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Workers follow the host’s cores',
  summary: 'Workers are started for the cores of the machine, in a container that may use fewer.',
  citations: ['kubernetes.resources', 'nginx.core.worker-processes', 'guide.scaling'],
  practices: [],
  checklist: ['resource-requests'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const told = new Set<string>();
    const tell = (at: Place, workload: WorkloadNode, program: string, limit: string) => {
      const key = `${at.uri}#${at.path}`;
      if (told.has(key)) return;
      told.add(key);
      report({
        at,
        // A worker of nginx takes little, and no connection of a database.
        severity: severityIn(system, program === 'nginx' ? 'information' : 'warning'),
        message: `${program} of ${workload.name} starts a worker for each core it sees, and in a container it sees those of the machine, not its limit (${limit}): on a machine of 32 cores 32 workers share it, and each takes its memory and its connections. Write the number.`,
        subject: key,
        related: [{ at: workload.at, message: `${workload.name} is limited` }],
      });
    };
    for (const workload of system.workloadsWhere(FOLLOWS)) {
      for (const { cpu, memory, processes, at } of workload.containers) {
        const limit = cpu !== null ? `cpu ${cpu}` : memory ? 'memory' : null;
        if (limit === null) continue;
        for (const { count, program } of processes) {
          if (count.value === null && count.why === FOLLOWS_CORES)
            tell(count.at ?? at, workload, program, limit);
        }
      }
    }
    for (const { uri, file, fact } of system.of('nginx-process')) {
      if (fact.workers.state !== 'known' || fact.workers.value !== 'auto') continue;
      const workload = edgeOf(system, file);
      const cpu = workload?.containers.find(({ cpu: limit }) => limit !== null)?.cpu;
      if (workload && cpu) tell({ uri, path: fact.path }, workload, 'nginx', `cpu ${cpu}`);
    }
  },
});

const FOLLOWS: WorkloadTest = {
  name: 'follows the cores it sees',
  holds: ({ containers }) =>
    containers.some(({ processes }) =>
      processes.some(({ count }) => count.value === null && count.why === FOLLOWS_CORES),
    ),
};
