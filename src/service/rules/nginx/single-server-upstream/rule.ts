import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { isLoopback } from '../../../languages/nginx/balancing';
import { insertAfter, unlessGenerated } from '../../../languages/nginx/edits';
import type { NginxUpstream, UpstreamServer } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/single-server-upstream',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Upstream of one server',
  summary: 'An upstream has one server, and no other takes over when it fails.',
  citations: ['nginx.upstream.server', 'guide.load-balancing'],
  practices: [],
  checklist: ['redundancy'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const upstream of nginx.upstreams) {
      const only = onlyServer(upstream);
      const name = valueOf(upstream.name);
      if (!only || !name || !upstream.users.some(({ kind }) => SERVICES.has(kind))) continue;
      report({
        at: only,
        message: `${only.host} is the only server of "${name}": when it fails or restarts, every request fails. Add a second one.`,
        fixes: unlessGenerated(nginx, () => [
          {
            title: `Add a second server: one → two, with 192.0.2.11 (put its address)`,
            kind: 'guided',
            edits: [insertAfter(nginx, only.directive, [`server 192.0.2.11:${only.port ?? 80};`])],
          },
        ]),
      });
    }
  },
});

/** A process manager behind `fastcgi_pass` and its like is a part of one machine. */
const SERVICES: ReadonlySet<string> = new Set(['proxy', 'grpc']);

/** The one address of an upstream, where it is another machine's and no name that may stand for more. */
function onlyServer(upstream: NginxUpstream): UpstreamServer | undefined {
  const [only, second] = upstream.servers;
  if (!only || second || upstream.dynamic !== null || upstream.module === 'stream')
    return undefined;
  if (only.kind !== 'ip' || only.down || only.backup || isLoopback(only)) return undefined;
  return only.parameters.some(({ known }) => !known) ? undefined : only;
}
