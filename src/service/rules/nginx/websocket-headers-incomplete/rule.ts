import { valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { insertAfter, replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import { effective, entryKey } from '../../../languages/nginx/effective';
import type { NginxDirective, NginxModel, Scope } from '../../../languages/nginx/model';
import { olderThan } from '../../../languages/nginx/versions';

export default defineRule({
  id: 'nginx/websocket-headers-incomplete',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'WebSocket headers incomplete',
  summary: 'Only a part of what WebSockets need reaches the server.',
  citations: ['nginx.websocket', 'nginx.proxy.http-version'],
  practices: [],
  checklist: [],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<NginxDirective>();
    for (const pass of nginx.passes) {
      const headers = effective(pass.scope, 'proxy_set_header', targets.nginx);
      if (pass.kind !== 'proxy' || headers.state !== 'declared') continue;
      const upgrade = headers.directives.find(isUpgrade);
      const connection = headers.directives.find((entry) => entryKey(entry) === 'connection');
      const anchor = upgrade ?? connection;
      if (!anchor || seen.has(anchor) || headers.directives.some((entry) => entryKey(entry) === ''))
        continue;
      const lacking = upgrade
        ? connection
          ? lacksVersion(pass.scope, targets.nginx)
          : CONNECTION
        : connection && asksToUpgrade(connection)
          ? UPGRADE
          : undefined;
      if (!lacking) continue;
      seen.add(anchor);
      report({
        at: anchor,
        severity: lacking.unsure ? 'information' : 'warning',
        message: `WebSockets fail here: ${lacking.why}. Add "${lacking.line.slice(0, -1)}".`,
        fixes: unlessGenerated(nginx, () => add(nginx, anchor, lacking.line, pass.scope)),
      });
    }
  },
});

interface Lacking {
  readonly why: string;
  readonly line: string;
  readonly unsure: boolean;
}

const CONNECTION: Lacking = {
  why: 'the Upgrade header is sent on, but without "Connection: upgrade" the server ignores it',
  line: 'proxy_set_header Connection "upgrade";',
  unsure: false,
};
const UPGRADE: Lacking = {
  why: 'the server is told to upgrade the connection, but not to what',
  line: 'proxy_set_header Upgrade $http_upgrade;',
  unsure: false,
};

function isUpgrade(entry: NginxDirective): boolean {
  const value = entry.args[1];
  return entryKey(entry) === 'upgrade' && value !== undefined && valueOf(value) !== '';
}

/** "upgrade" as it stands; a variable may be anything. */
function asksToUpgrade(entry: NginxDirective): boolean {
  const value = entry.args[1];
  return value !== undefined && valueOf(value)?.toLowerCase() === 'upgrade';
}

function lacksVersion(scope: Scope, nginx: string | undefined): Lacking | undefined {
  const version = effective(scope, 'proxy_http_version', nginx);
  const line = 'proxy_http_version 1.1;';
  const why = 'requests go to the server as HTTP/1.0, which has no upgrade';
  if (version.state === 'defaulted') {
    const older = olderThan(nginx, '1.29.7');
    if (older === false) return undefined;
    return { why: older ? why : `before nginx 1.29.7 ${why}`, line, unsure: !older };
  }
  const written = version.state === 'declared' ? version.directives[0]?.args[0] : undefined;
  return written && valueOf(written) === '1.0' ? { why, line, unsure: false } : undefined;
}

function add(
  nginx: NginxModel,
  anchor: NginxDirective,
  line: string,
  scope: Scope,
): readonly Fix[] {
  const title = `Add "${line.slice(0, -1)}"`;
  const [name = ''] = line.split(' ');
  const written = name === 'proxy_http_version' ? effective(scope, name, undefined) : undefined;
  const old = written?.state === 'declared' ? written.directives[0]?.args[0] : undefined;
  const edit =
    old && old.state === 'known' ? replaceArgument(old, '1.1') : insertAfter(nginx, anchor, [line]);
  return [{ title, kind: 'suggestion', edits: [edit] }];
}
