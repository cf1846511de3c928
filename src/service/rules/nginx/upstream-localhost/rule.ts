import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';

export default defineRule({
  id: 'nginx/upstream-localhost',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'localhost is two servers',
  summary: 'A server called localhost is two servers: IPv4 and IPv6.',
  citations: ['nginx.upstream.server', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const server of nginx.upstreams.flatMap(({ servers }) => servers)) {
      const written = valueOf(server.address);
      if (server.host !== 'localhost' || written === undefined || server.resolve || server.down)
        continue;
      const address = written.toLowerCase().replace('localhost', '127.0.0.1');
      report({
        at: server,
        message: `"localhost" is 127.0.0.1 and, on most systems, ::1: nginx takes both for servers in turn. If the application listens on one of them only, every other request fails first. Write ${address}.`,
        fixes: unlessGenerated(nginx, () => [
          {
            title: `Use ${address}`,
            kind: 'suggestion',
            edits: [replaceArgument(server, address)],
          },
        ]),
      });
    }
  },
});
