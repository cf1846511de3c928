import { defineRule } from '../../../contracts/rule';
import type { WorkloadTest } from '../../../contracts/system';
import { severityIn } from '../../../system/severity';
import { isOfDockerCompose } from '../../../system/swarm';

export default defineRule({
  id: 'topology/replicas-share-name',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'error',
  title: 'Replicas share a name',
  summary: 'Several containers of a service are to have one name.',
  citations: ['docker.compose-container-name', 'guide.scaling'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    for (const { fact, file, most, name, at, id } of system.workloadsWhere(IS_NAMED)) {
      if (fact.kind !== 'compose-service' || fact.containerName.state !== 'known') continue;
      if (most.value === null || most.value < 2 || most.origin !== 'declared') continue;
      const { value, path } = fact.containerName;
      const isCertain = isOfDockerCompose(fact, file);
      report({
        at: { uri: at.uri, path },
        severity: severityIn(system, isCertain ? 'error' : 'information'),
        message: `${name} is to have ${most.value} containers, all of them called ${value}: docker compose refuses a service with a container_name that has more than one${isCertain ? '' : ' (Docker Swarm ignores the name)'}. Remove container_name; other services reach it by the name of the service.`,
        subject: id,
        related: most.at ? [{ at: most.at, message: `${most.name}: ${most.value}` }] : [],
      });
    }
  },
});

const IS_NAMED: WorkloadTest = {
  name: 'has a name for its container',
  holds: ({ fact }) => fact.kind === 'compose-service' && fact.containerName.state === 'known',
};
