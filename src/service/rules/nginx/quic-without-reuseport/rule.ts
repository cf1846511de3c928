import { defineRule } from '../../../contracts/rule';
import { appendArguments, unlessGenerated } from '../../../languages/nginx/edits';
import { isSeenWhole } from '../../../languages/nginx/effective';
import type { NginxListen, NginxModel } from '../../../languages/nginx/model';
import { workersOf } from '../../../languages/nginx/workers';

export default defineRule({
  id: 'nginx/quic-without-reuseport',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'HTTP/3 without reuseport',
  summary: 'Workers share one socket for HTTP/3, so that packets reach the wrong one.',
  citations: ['nginx.quic', 'nginx.core.listen', 'guide.load-balancing'],
  practices: [],
  checklist: ['http2'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    if (workersOf(nginx) === 1) return;
    for (const listen of unshared(nginx)) {
      report({
        at: listen,
        message:
          'Without "reuseport", all workers read one socket, and a packet of a connection goes to whichever is first, mostly not to the one that knows the connection. Add reuseport here, once for this address.',
        fixes: unlessGenerated(nginx, () => [
          {
            title: 'Give each worker a socket of its own: reuseport',
            kind: 'suggestion',
            edits: [appendArguments(listen.directive, 'reuseport')],
          },
        ]),
      });
    }
  },
});

/** The first `listen` of each QUIC address of which none has the word, whole configurations only. */
function unshared(nginx: NginxModel): readonly NginxListen[] {
  const addresses = new Map<string, NginxListen[]>();
  for (const { scope, listens } of nginx.servers) {
    // It may be written in any server of the address.
    if (!isSeenWhole(scope)) return [];
    for (const listen of listens) {
      if (listen.address.state !== 'known') return [];
      if (!listen.flags.has('quic')) continue;
      const { value } = listen.address;
      const address = /^\d+$/.test(value) ? `*:${value}` : value.replace(/^0\.0\.0\.0:/, '*:');
      addresses.set(address, [...(addresses.get(address) ?? []), listen]);
    }
  }
  return [...addresses.values()].flatMap((group) =>
    group.some(({ flags }) => flags.has('reuseport')) ? [] : group.slice(0, 1),
  );
}
