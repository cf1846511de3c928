import { defineRule } from '../../../contracts/rule';
import { textOf } from '../../../system/factors';
import { edgeOf } from '../../../system/relations/edges';

export default defineRule({
  id: 'topology/limit-counts-balancer',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'hint',
  title: 'Limit counts the balancer',
  summary: 'nginx limits by an address that is its balancer’s or its node’s, not the client’s.',
  citations: ['kubernetes.source-ip', 'nginx.realip', 'guide.load-balancing'],
  practices: [],
  checklist: ['rate-limit'],
  fixes: [],
  needs: [],
  defersTo: ['nginx/limit-key-shared-by-proxy'],
  check({ system }, report) {
    for (const { uri, file, fact } of system.of('address-limit')) {
      if (fact.corrected) continue;
      const edge = edgeOf(system, file);
      const service = system
        .of('service')
        .find(
          ({ fact: each }) =>
            edge?.names.includes(textOf(each.name) ?? '') === true &&
            textOf(each.type) === 'LoadBalancer' &&
            textOf(each.trafficPolicy) !== 'Local',
        );
      if (!edge || !service) continue;
      const name = textOf(service.fact.name) ?? edge.name;
      report({
        at: { uri, path: fact.path },
        message: `nginx limits by the address that it sees (${fact.key}), and behind the balancer of the Service ${name} that may be the balancer's or the node's: then all clients share one limit. Hand the client's on (PROXY protocol with set_real_ip_from and real_ip_header, or externalTrafficPolicy: Local), and look at $remote_addr in the log.`,
        related: [
          { at: { uri: service.uri, path: service.fact.path }, message: 'Clients come through it' },
        ],
      });
    }
  },
});
