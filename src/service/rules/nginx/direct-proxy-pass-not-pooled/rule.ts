import { defineRule } from '../../../contracts/rule';
import { isSeenWhole } from '../../../languages/nginx/effective';
import type { NginxPass } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/direct-proxy-pass-not-pooled',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  summary: 'A proxy_pass to an address keeps no connections: only an upstream block does.',
  citations: ['nginx.upstream.keepalive', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    const seen = new Set<string>();
    for (const pass of nginx.passes) {
      const target = directTarget(pass);
      if (target === undefined || seen.has(target) || isAside(pass)) continue;
      seen.add(target);
      report({
        at: pass,
        message: `Every request to ${target} opens a connection of its own: nginx keeps idle ones for "upstream" blocks only. Under load, put the address into an upstream with "keepalive" (and send Host as today).`,
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
