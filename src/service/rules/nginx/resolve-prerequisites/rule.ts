import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { splitAddress } from '../../../languages/nginx/addresses';
import { zoneNameFor } from '../../../languages/nginx/balancing';
import { insertAtStart, unlessGenerated } from '../../../languages/nginx/edits';
import { effective, includesDeployedFolder } from '../../../languages/nginx/effective';
import type { NginxModel, NginxUpstream, UpstreamServer } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/resolve-prerequisites',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'resolve lacks zone or resolver',
  summary: 'A server is to be resolved at run time without the zone or the resolver that takes.',
  citations: ['nginx.upstream.server', 'nginx.core.resolver'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['suggestion', 'guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const server of nginx.upstreams.flatMap(({ servers }) => servers)) {
      const service = server.parameters.find(({ name, value }) => name === 'service' && value);
      const why = service && refusedService(server);
      if (service && why) {
        report({
          at: service,
          message: `"service=${service.value}" ${why}, and nginx does not start.`,
        });
      }
    }
    for (const upstream of nginx.upstreams) {
      const resolve = upstream.servers
        .flatMap(({ parameters }) => parameters)
        .find(({ name }) => name === 'resolve');
      if (!resolve || upstream.scope.open !== null) continue;
      if (upstream.zone.state === 'absent') {
        report({
          at: resolve,
          message:
            '"resolve" needs the upstream in shared memory, and nginx does not start without it. Add a "zone" to the upstream.',
          fixes: unlessGenerated(nginx, () => addZone(nginx, upstream)),
        });
      }
      if (effective(upstream.scope, 'resolver', targets.nginx).state === 'defaulted') {
        const isOpen = includesDeployedFolder(nginx);
        report({
          at: resolve,
          ...(isOpen ? { severity: 'warning' } : {}),
          message: `"resolve" has no DNS server to ask: neither this upstream nor the levels around it have a "resolver", and nginx does not start${isOpen ? ' unless another file on the server has one' : ''}. Add one.`,
          fixes: unlessGenerated(nginx, () => [
            {
              title: 'Add a resolver: none → 192.0.2.53 (put your own DNS server)',
              kind: 'guided',
              edits: [insertAtStart(nginx, upstream.scope, ['resolver 192.0.2.53 valid=30s;'])],
            },
          ]),
        });
      }
    }
  },
});

/** SRV records are looked up at run time, and bring the port. */
function refusedService({ resolve, address, parameters }: UpstreamServer): string | undefined {
  if (address.state !== 'known' || parameters.some(({ known }) => !known)) return undefined;
  if (!resolve) return 'takes its servers from DNS, which needs "resolve" beside it';
  return splitAddress(address.value).port === null
    ? undefined
    : 'takes the port from DNS, so the address must not have one';
}

function addZone(nginx: NginxModel, upstream: NginxUpstream): readonly Fix[] {
  const name = zoneNameFor(nginx, upstream);
  if (!name) return [];
  const edits = [insertAtStart(nginx, upstream.scope, [`zone ${name} 64k;`])];
  return [
    { title: `Share the upstream between workers: zone ${name} 64k`, kind: 'suggestion', edits },
  ];
}
