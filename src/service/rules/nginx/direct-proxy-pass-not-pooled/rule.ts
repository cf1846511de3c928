import { valueOf } from '../../../contracts/field';
import type { Fix, TextChange } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { insertBefore, replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import { effective, entryKey, isSeenWhole } from '../../../languages/nginx/effective';
import type { NginxModel, NginxPass } from '../../../languages/nginx/model';
import { editsToReuse, joined, SHORT_IDLE } from '../../../languages/nginx/pooling';
import { hasVariable } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/direct-proxy-pass-not-pooled',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Proxy without connection reuse',
  summary: 'A proxy_pass to an address keeps no connections: only an upstream block does.',
  citations: ['nginx.upstream.keepalive', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<string>();
    for (const pass of nginx.passes) {
      const target = directTarget(pass);
      if (target === undefined || seen.has(target) || isAside(pass)) continue;
      seen.add(target);
      report({
        at: pass,
        message: `Every request to ${target} opens a connection of its own: nginx keeps idle ones for "upstream" blocks only. Under load, put the address into an upstream with "keepalive" (and send Host as today).`,
        fixes: unlessGenerated(nginx, () => extract(nginx, pass, target, targets.nginx)),
      });
    }
  },
});

/** `host:port` of a pass over the network to an address that is certainly no upstream's name. */
function directTarget({
  kind,
  scheme,
  upstream,
  host,
  port,
  scope,
}: NginxPass): string | undefined {
  if (kind !== 'proxy' || !/^https?$/.test(scheme) || upstream || host.state !== 'known')
    return undefined;
  const name = host.value;
  if (name === '' || name.startsWith('unix:') || LOOPBACK.test(name)) return undefined;
  const mayBeUpstream = port === null && !/[.[]/.test(name) && !isSeenWhole(scope);
  if (mayBeUpstream) return undefined;
  return port === null ? name : `${name}:${port}`;
}

const LOOPBACK = /^(?:localhost|127\.|\[::1\])/;

/** Locations that see few requests, or none of their own. */
function isAside({ location }: NginxPass): boolean {
  if (!location) return false;
  const pattern = location.pattern.state === 'known' ? location.pattern.value : '';
  return (
    location.scope.byName.has('internal') ||
    /acme|well-known|health|status|metrics|auth/.test(pattern)
  );
}

/**
 * Moves the address into an upstream. Only where Host is set, since its default is the address today
 * and would be the upstream's name; and not for TLS, whose name check would follow the name too.
 */
function extract(
  nginx: NginxModel,
  pass: NginxPass,
  target: string,
  version: string | undefined,
): readonly Fix[] {
  const { server, scheme, host, port } = pass;
  const written = pass.directive.args[0];
  if (
    !server ||
    scheme !== 'http' ||
    written?.state !== 'known' ||
    server.scope.parent?.kind !== 'http'
  )
    return [];
  const name = `backend_${target.replace(/[^a-z0-9]+/gi, '_').replace(/^_|_$/g, '')}`;
  if (nginx.upstreams.some((upstream) => valueOf(upstream.name) === name)) return [];
  const same = nginx.passes.filter(
    (other) => valueOf(other.host) === valueOf(host) && other.port === port,
  );
  let edits: readonly TextChange[] = [
    insertBefore(nginx, server.directive, [
      `upstream ${name} {`,
      `  server ${target};`,
      '  keepalive 32;',
      `  keepalive_timeout ${SHORT_IDLE};`,
      '}',
    ]),
  ];
  for (const other of same) {
    const argument = other.directive.args[0];
    const cleared = editsToReuse(nginx, other, version);
    if (other.scheme !== 'http' || argument?.state !== 'known' || !cleared) return [];
    if (hasVariable(argument.value) || !setsHost(other, version)) return [];
    const renamed = replaceArgument(argument, `http://${name}${other.uri ?? ''}`);
    edits = joined([...edits, renamed], cleared);
  }
  const title = `Keep connections to ${target}: one for each request → up to 32 idle ones per worker, in an upstream, closed after ${SHORT_IDLE} (not for servers that bind a process to a connection)`;
  return [{ title, kind: 'guided', edits }];
}

function setsHost({ scope }: NginxPass, version: string | undefined): boolean {
  const headers = effective(scope, 'proxy_set_header', version);
  return headers.state === 'declared' && headers.directives.some((one) => entryKey(one) === 'host');
}
