import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { hasSeveralServers } from '../../../languages/nginx/balancing';
import { insertAtStart, unlessGenerated } from '../../../languages/nginx/edits';
import { effectiveText } from '../../../languages/nginx/effective';
import type { NginxPass } from '../../../languages/nginx/model';
import { upgradesConnections } from '../../../languages/nginx/streaming';
import { parseTime } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/long-lived-without-least-conn',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Long connections by turn',
  summary: 'Connections that stay open are dealt out by turn, whatever each server still holds.',
  citations: ['nginx.upstream.least-conn', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const upstream of nginx.upstreams) {
      if (upstream.method.kind !== 'round_robin' || !hasSeveralServers(upstream)) continue;
      const longest = upstream.users.find((pass) => why(pass, targets.nginx) !== undefined);
      if (!longest) continue;
      report({
        at: upstream,
        message: `Servers of "${valueOf(upstream.name) ?? ''}" take requests by turn, but ${why(longest, targets.nginx)}: after a restart or a scale-out the new server gets no more than its turn while the others stay full. Use least_conn.`,
        related: [{ at: longest, message: 'These connections stay open.' }],
        fixes: unlessGenerated(nginx, () => [
          {
            title: 'Send each request to the server with the fewest open connections: least_conn',
            kind: 'suggestion',
            edits: [insertAtStart(nginx, upstream.scope, ['least_conn;'])],
          },
        ]),
      });
    }
  },
});

/** What keeps connections open for long, if anything does. */
function why(pass: NginxPass, version: string | undefined): string | undefined {
  const { kind, scope } = pass;
  if (scope.module !== 'http' || kind === 'memcached') return undefined;
  if (upgradesConnections(pass, version)) return 'WebSockets stay open for long';
  if (effectiveText(scope, `${kind}_buffering`, version) !== 'off') return undefined;
  const wait = effectiveText(scope, `${kind}_read_timeout`, version);
  const streams = wait !== undefined && (parseTime(wait) ?? 0) >= 300;
  return streams ? `streams may be silent for ${wait} and stay open` : undefined;
}
