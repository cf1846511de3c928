import { type Located, valueOf } from '../../../contracts/field';
import type { Fix, TextChange } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { insertAtEnd, replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import { effective, entryKey } from '../../../languages/nginx/effective';
import type { NginxModel, NginxPass, NginxUpstream } from '../../../languages/nginx/model';
import { SHORT_IDLE } from '../../../languages/nginx/pooling';
import { olderThan } from '../../../languages/nginx/versions';

export default defineRule({
  id: 'nginx/keepalive-defeated-by-close',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Keepalive closed by requests',
  summary: 'An upstream keeps idle connections, but requests ask it to close them.',
  citations: ['nginx.upstream.keepalive', 'nginx.websocket', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<number>();
    for (const pass of nginx.passes) {
      const upstream = pass.upstreams.find((each) => isPooled(each, targets.nginx));
      if (pass.kind !== 'proxy' || !upstream) continue;
      if (speaksOldProtocol(pass, targets.nginx)) continue;
      const close = closingPlace(nginx, pass, targets.nginx);
      if (!close || seen.has(close.at.at.start)) continue;
      seen.add(close.at.at.start);
      const { keepalive } = upstream;
      report({
        at: close.at,
        severity: isForWebSockets(pass) ? 'hint' : 'warning',
        message: `${close.mapped ? 'A request that is no WebSocket gets' : 'Requests get'} "Connection: close", so no connection to the upstream "${valueOf(upstream.name) ?? ''}" is used twice. Send an empty value instead.`,
        related: [
          {
            at: keepalive.state === 'known' ? keepalive : upstream,
            message: 'The idle connections are kept here.',
          },
        ],
        fixes: unlessGenerated(nginx, () => keepOpen(nginx, upstream, close.at)),
      });
    }
  },
});

/** It keeps connections because it says so, or because nginx does by default. */
function isPooled({ keepalive }: NginxUpstream, nginx: string | undefined): boolean {
  if (keepalive.state === 'known') return keepalive.value > 0;
  return keepalive.state === 'absent' && olderThan(nginx, '1.29.7') === false;
}

/** HTTP/1.0 keeps no connection whatever the header: another rule speaks of it. */
function speaksOldProtocol({ scope }: NginxPass, nginx: string | undefined): boolean {
  const version = effective(scope, 'proxy_http_version', nginx);
  if (version.state === 'defaulted') return version.value !== '1.1';
  const written = version.state === 'declared' ? version.directives[0]?.args[0] : undefined;
  return written !== undefined && valueOf(written) !== '1.1';
}

interface Closing {
  readonly at: Located;
  readonly mapped: boolean;
}

/** Where "close" is written: in the header itself, or in the map it takes its value from. */
function closingPlace(
  nginx: NginxModel,
  { scope }: NginxPass,
  version: string | undefined,
): Closing | undefined {
  const headers = effective(scope, 'proxy_set_header', version);
  if (headers.state !== 'declared') return undefined;
  const value = headers.directives.find((entry) => entryKey(entry) === 'connection')?.args[1];
  if (value?.state !== 'known') return undefined;
  if (value.value.toLowerCase() === 'close') return { at: value, mapped: false };
  const map = nginx.maps.find(
    ({ source, variable }) =>
      valueOf(variable) === value.value && valueOf(source) === '$http_upgrade',
  );
  const row = map?.rows.find(({ words: [key] }) => key?.state === 'known' && key.value === '');
  const outcome = row?.words[1];
  if (outcome?.state !== 'known' || outcome.value.toLowerCase() !== 'close') return undefined;
  return { at: outcome, mapped: true };
}

function isForWebSockets({ location }: NginxPass): boolean {
  const pattern = location ? (valueOf(location.pattern) ?? '') : '';
  return /(?:^|[^a-z])(?:ws|wss|websockets?|socket\.io|sockjs|cable|signalr)(?:[^a-z]|$)/i.test(
    pattern,
  );
}

function keepOpen(nginx: NginxModel, upstream: NginxUpstream, close: Located): readonly Fix[] {
  if (upstream.scope.open !== null) return [];
  const edits: TextChange[] = [replaceArgument(close, '')];
  const timed = upstream.scope.byName.has('keepalive_timeout');
  if (!timed) edits.push(insertAtEnd(nginx, upstream.scope, [`keepalive_timeout ${SHORT_IDLE};`]));
  const count = valueOf(upstream.keepalive) ?? 32;
  const idle = timed ? '' : `, closed after ${SHORT_IDLE} idle`;
  const title = `Keep connections: "Connection: close" → up to ${count} idle ones per worker${idle} (not for servers that bind a process to a connection)`;
  return [{ title, kind: 'guided', edits }];
}
