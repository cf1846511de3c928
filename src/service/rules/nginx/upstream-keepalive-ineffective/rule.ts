import { valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { insertAfter, unlessGenerated } from '../../../languages/nginx/edits';
import { effective } from '../../../languages/nginx/effective';
import type { NginxModel, NginxPass, NginxUpstream, Scope } from '../../../languages/nginx/model';
import {
  clearObstacles,
  type Obstacles,
  obstaclesTo,
  SHORT_IDLE,
} from '../../../languages/nginx/pooling';
import { olderThan } from '../../../languages/nginx/versions';

export default defineRule({
  id: 'nginx/upstream-keepalive-ineffective',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Keepalive without effect',
  summary:
    'An upstream keeps idle connections, but requests reach it in a way that never reuses one.',
  citations: ['nginx.upstream.keepalive', 'nginx.proxy.http-version', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const pass of nginx.passes) {
      const upstream = pass.upstreams.find(({ keepalive }) => (valueOf(keepalive) ?? 0) > 0);
      if (upstream?.keepalive.state !== 'known') continue;
      const kept = `"keepalive ${upstream.keepalive.value}"`;
      const related = [{ at: upstream.keepalive, message: 'The idle connections are kept here.' }];
      if (pass.kind === 'fastcgi' && closesFastcgi(pass.scope)) {
        const message = `${kept} has no effect on this fastcgi_pass: without "fastcgi_keep_conn on" the server closes the connection after each response. Set it where the server can spare a process for each kept connection, or remove keepalive.`;
        report({ at: pass, message, related, citations: ['nginx.fastcgi.keep-conn'] });
      }
      if (pass.kind === 'uwsgi' || pass.kind === 'scgi') {
        const message = `${kept} has no effect on this ${pass.kind}_pass: the protocol has one request for each connection. Remove keepalive, unless a proxy_pass uses the upstream too.`;
        report({ at: pass, severity: 'information', message, related });
      }
      if (pass.kind !== 'proxy') continue;
      const found = obstaclesTo(pass.scope, targets.nginx);
      if (!found) continue;
      const unsure = !found.explicit && olderThan(targets.nginx, '1.29.7') === undefined;
      report({
        at: pass,
        severity: unsure ? 'information' : 'warning',
        message: `${kept} has no effect on this proxy_pass: ${unsure ? 'before nginx 1.29.7 ' : ''}each request is sent ${found.how} and opens a connection of its own. Set proxy_http_version to 1.1 and clear the Connection header for it.`,
        related,
        fixes: unlessGenerated(nginx, () => reuse(nginx, pass, upstream, found)),
      });
    }
  },
});

function closesFastcgi(scope: Scope): boolean {
  const setting = effective(scope, 'fastcgi_keep_conn', undefined);
  if (setting.state === 'defaulted') return true;
  const arg = setting.state === 'declared' ? setting.directives[0]?.args[0] : undefined;
  return arg?.state === 'known' && arg.value === 'off';
}

function reuse(
  nginx: NginxModel,
  pass: NginxPass,
  upstream: NginxUpstream,
  found: Obstacles,
): readonly Fix[] {
  const cleared = clearObstacles(nginx, pass, found);
  if (!cleared || upstream.scope.open !== null) return [];
  const edits = [...cleared];
  const keepalive = upstream.scope.byName.get('keepalive')?.at(-1);
  const timed = upstream.scope.byName.has('keepalive_timeout');
  if (keepalive && !timed)
    edits.push(insertAfter(nginx, keepalive, [`keepalive_timeout ${SHORT_IDLE};`]));
  const count = upstream.keepalive.state === 'known' ? upstream.keepalive.value : 0;
  const idle = timed ? '' : `, closed after ${SHORT_IDLE} idle`;
  const title = `Reuse connections: one for each request → up to ${count} idle ones per worker${idle} (not for servers that bind a process to a connection)`;
  return [{ title, kind: 'guided', edits }];
}
