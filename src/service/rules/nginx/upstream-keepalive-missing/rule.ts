import { valueOf } from '../../../contracts/field';
import type { Fix, TextChange } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { isLoopback } from '../../../languages/nginx/balancing';
import { insertAtEnd, unlessGenerated } from '../../../languages/nginx/edits';
import type { NginxModel, NginxUpstream } from '../../../languages/nginx/model';
import { editsToReuse, joined, SHORT_IDLE } from '../../../languages/nginx/pooling';
import { olderThan } from '../../../languages/nginx/versions';

export default defineRule({
  id: 'nginx/upstream-keepalive-missing',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Upstream without keepalive',
  summary: 'Each request to an upstream opens a connection of its own.',
  citations: ['nginx.upstream.keepalive', 'nginx.blog.common-mistakes', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['guided'],
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
        fixes: unlessGenerated(nginx, () => pool(nginx, upstream, targets.nginx)),
      });
    }
  },
});

/** The pool, and for each pass what lets it use a connection again; all of it or nothing. */
function pool(
  nginx: NginxModel,
  upstream: NginxUpstream,
  version: string | undefined,
): readonly Fix[] {
  const timed = upstream.scope.byName.has('keepalive_timeout');
  const lines = ['keepalive 32;', ...(timed ? [] : [`keepalive_timeout ${SHORT_IDLE};`])];
  let edits: readonly TextChange[] = [insertAtEnd(nginx, upstream.scope, lines)];
  for (const pass of upstream.users) {
    if (pass.kind !== 'proxy') continue;
    const cleared = editsToReuse(nginx, pass, version);
    if (!cleared) return [];
    edits = joined(edits, cleared);
  }
  const title = `Keep connections: one for each request → up to 32 idle ones per worker, closed after ${timed ? 'their time' : SHORT_IDLE} (not for servers that bind a process to a connection)`;
  return [{ title, kind: 'guided', edits }];
}
