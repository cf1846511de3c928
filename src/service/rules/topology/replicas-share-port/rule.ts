import { defineRule } from '../../../contracts/rule';
import type { WorkloadNode, WorkloadTest } from '../../../contracts/system';
import { severityIn } from '../../../system/severity';
import { isOfDockerCompose } from '../../../system/swarm';

export default defineRule({
  id: 'topology/replicas-share-port',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Replicas share a port',
  summary: 'Several containers of a service want one port of the host.',
  citations: ['docker.compose-ports', 'guide.scaling'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    for (const workload of system.workloadsWhere(TAKES_PORT)) {
      const port = takenPort(workload);
      const { most, name, at } = workload;
      if (!port || most.value === null || most.value < 2) continue;
      report({
        at: { uri: at.uri, path: port.path },
        severity: severityIn(system, 'warning'),
        message: `${name} has ${most.value} containers, and each wants port ${port.published} of the host: docker compose starts the first, and the others fail with "port is already allocated". Publish a range of ports or none, and let a proxy on the network of the project send requests to all of them.`,
        subject: workload.id,
        related: most.at ? [{ at: most.at, message: `${most.name}: ${most.value}` }] : [],
      });
    }
  },
});

const TAKES_PORT: WorkloadTest = {
  name: 'takes a port of the host',
  holds: (workload) => takenPort(workload) !== undefined,
};

/** A port of the host that each container would take; Swarm shares them. */
function takenPort({ fact, file, tool }: WorkloadNode) {
  if (tool !== 'compose' || fact.kind !== 'compose-service') return undefined;
  if (!isOfDockerCompose(fact, file)) return undefined;
  return fact.ports.find(({ published }) => /^(?:[\d.]+:)?\d+$/.test(published ?? ''));
}
