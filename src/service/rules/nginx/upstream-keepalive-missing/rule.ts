import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { isLoopback } from '../../../languages/nginx/balancing';
import { olderThan } from '../../../languages/nginx/versions';

export default defineRule({
  id: 'nginx/upstream-keepalive-missing',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  summary: 'Each request to an upstream opens a connection of its own.',
  citations: ['nginx.upstream.keepalive', 'nginx.blog.common-mistakes', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const older = olderThan(targets.nginx, '1.29.7');
    // From 1.29.7 on, nginx keeps 32 idle connections for each worker by itself.
    if (older === false) return;
    for (const upstream of nginx.upstreams) {
      if (upstream.keepalive.state !== 'absent' || upstream.dynamic !== null) continue;
      if (upstream.module === 'stream' || upstream.scope.byName.has('ntlm')) continue;
      if (!upstream.users.some(({ kind }) => kind === 'proxy')) continue;
      // On the same machine a connection costs little, and such servers often bind a process to each.
      if (upstream.servers.every(isLoopback)) continue;
      report({
        at: upstream,
        severity: older ? 'information' : 'hint',
        message: `"${valueOf(upstream.name) ?? 'This upstream'}" has no "keepalive": ${older ? '' : 'before 1.29.7 '}nginx opens and closes a connection for every request. Add "keepalive" with "keepalive_timeout" below the idle time of the servers, and send HTTP/1.1 with an empty Connection header.`,
      });
    }
  },
});
