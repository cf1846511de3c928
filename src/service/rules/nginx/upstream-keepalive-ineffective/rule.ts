import type { Fix, TextChange } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import {
  insertAfter,
  insertAtEnd,
  replaceArgument,
  unlessGenerated,
} from '../../../languages/nginx/edits';
import { type Effective, effective, entryKey } from '../../../languages/nginx/effective';
import type { NginxModel, NginxPass, NginxUpstream, Scope } from '../../../languages/nginx/model';
import { SHORT_IDLE } from '../../../languages/nginx/pooling';
import { olderThan } from '../../../languages/nginx/versions';

export default defineRule({
  id: 'nginx/upstream-keepalive-ineffective',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
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
      const { upstream } = pass;
      if (upstream?.keepalive.state !== 'known' || upstream.keepalive.value === 0) continue;
      const kept = `"keepalive ${upstream.keepalive.value}"`;
      const related = [{ at: upstream.keepalive, message: 'The idle connections are kept here.' }];
      if (pass.kind === 'fastcgi' && closesFastcgi(pass.scope)) {
        const message = `${kept} has no effect on this fastcgi_pass: without "fastcgi_keep_conn on" the server closes the connection after each response. Set it where the server can spare a process for each kept connection, or remove keepalive.`;
        report({ at: pass, message, related, citations: ['nginx.fastcgi.keep-conn'] });
      }
      if (pass.kind !== 'proxy') continue;
      const found = obstacles(pass.scope, targets.nginx);
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

interface Obstacles {
  readonly how: string;
  readonly version: Effective;
  readonly oldProtocol: boolean;
  readonly headers: Effective;
  readonly closes: boolean;
  /** It says so itself, whatever the version's defaults are. */
  readonly explicit: boolean;
}

/** What keeps a connection from being reused, as far as it can be proved. */
function obstacles(scope: Scope, nginx: string | undefined): Obstacles | undefined {
  const current = olderThan(nginx, '1.29.7') === false;
  const version = effective(scope, 'proxy_http_version', nginx);
  const written = version.state === 'declared' ? version.directives[0]?.args[0] : undefined;
  const explicit = written?.state === 'known' && written.value === '1.0';
  if (written && !explicit && !(written.state === 'known' && written.value === '1.1'))
    return undefined;
  const oldProtocol = explicit || (version.state === 'defaulted' && !current);
  const headers = effective(scope, 'proxy_set_header', nginx);
  const closes = !current && sendsClose(headers);
  if (!oldProtocol && !closes) return undefined;
  const how = [oldProtocol ? 'as HTTP/1.0' : '', closes ? 'with "Connection: close"' : ''];
  return { how: how.filter(Boolean).join(' '), version, oldProtocol, headers, closes, explicit };
}

function sendsClose(headers: Effective): boolean {
  if (headers.state === 'defaulted') return true;
  if (headers.state === 'unknown') return false;
  return headers.directives.every((entry) => !['connection', ''].includes(entryKey(entry)));
}

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
  { version, oldProtocol, headers, closes }: Obstacles,
): readonly Fix[] {
  // Neither directive is allowed in `if` or `limit_except`.
  const level = pass.location?.scope ?? pass.scope;
  if (level.open !== null || upstream.scope.open !== null) return [];
  const edits: TextChange[] = [];
  const lines: string[] = [];
  const written = version.state === 'declared' && version.scope === level && version.directives[0];
  const value = written ? written.args[0] : undefined;
  if (oldProtocol && value && value.state !== 'absent') edits.push(replaceArgument(value, '1.1'));
  else if (oldProtocol) lines.push('proxy_http_version 1.1;');
  const clear = 'proxy_set_header Connection "";';
  // A first header at this level would drop those it inherits: it joins them where they are.
  const last = headers.state === 'declared' ? headers.directives.at(-1) : undefined;
  if (closes && last) edits.push(insertAfter(nginx, last, [clear]));
  else if (closes) lines.push(clear);
  if (lines.length > 0) edits.push(insertAtEnd(nginx, level, lines));
  const keepalive = upstream.scope.byName.get('keepalive')?.at(-1);
  const timed = upstream.scope.byName.has('keepalive_timeout');
  if (keepalive && !timed)
    edits.push(insertAfter(nginx, keepalive, [`keepalive_timeout ${SHORT_IDLE};`]));
  const count = upstream.keepalive.state === 'known' ? upstream.keepalive.value : 0;
  const idle = timed ? '' : `, closed after ${SHORT_IDLE} idle`;
  const title = `Reuse connections: one for each request → up to ${count} idle ones per worker${idle} (not for servers that bind a process to a connection)`;
  return [{ title, kind: 'guided', edits }];
}
