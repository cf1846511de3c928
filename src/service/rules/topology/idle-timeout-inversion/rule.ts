import type { Place, Severity } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type { RouteNode } from '../../../contracts/system';
import { type IdleServer, idleServers } from '../../../system/idle-servers';
import { carriedBy } from '../../../system/relations/carries';
import { severityIn } from '../../../system/severity';

export default defineRule({
  id: 'topology/idle-timeout-inversion',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Proxy outlives idle connections',
  summary: 'A proxy keeps idle connections for longer than the server behind it does.',
  citations: [
    'nginx.upstream.keepalive-timeout',
    'node.keep-alive-timeout',
    'tomcat.connector',
    'caddy.reverse-proxy',
    'guide.load-balancing',
  ],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const servers = idleServers(system);
    const routesOf = carriedBy(system, 'route');
    const told = new Map<string, Told>();
    for (const route of system.routes) {
      const { idle, certainty } = route;
      if (!idle || idle.value === null || certainty === 'ambiguous') continue;
      for (const server of servers.behind(route)) {
        if (server.seconds >= idle.value) continue;
        const takesPosts = server.workload
          ? routesOf(server.workload).some(({ fact }) => /^(?:POST|PATCH)$/.test(fact.verb ?? ''))
          : false;
        const isCut = route.retries.length === 0 || takesPosts;
        // What ingress-nginx is told in the cluster is rarely in sight.
        const isAssumed = route.tool === 'ingress' && !idle.at;
        const severity: Severity =
          isCut && !isAssumed && server.certain && server.workload && certainty === 'stated'
            ? 'warning'
            : 'information';
        const at = idle.at ?? route.at;
        const key = server.workload?.id ?? `${server.at?.uri}`;
        const before = told.get(key);
        if (before && (before.severity === 'warning' || severity === 'information')) continue;
        told.set(key, { at, severity, route, server, idle: idle.value, isDefault: !idle.at });
      }
    }
    for (const [subject, { at, severity, route, server, idle, isDefault }] of told) {
      report({
        at,
        severity: severityIn(system, severity),
        message: `${route.edge.replace(/^the /, 'The ')} keeps an idle connection to ${server.name} for ${idle} s${isDefault ? ' (its default)' : ''}, and ${server.program} closes it after ${server.seconds} s${server.written ? '' : ' (its default)'}: a request that is sent on it at that moment gets a 502, and one that may not be repeated, such as a POST, is not tried again. Let ${server.program} keep it longer than ${idle} s${server.how}${otherwise(route, server)}.`,
        subject,
        related: server.at
          ? [{ at: server.at, message: `${server.program} closes it after ${server.seconds} s` }]
          : [],
      });
    }
  },
});

/** What else may be set, where something can. */
function otherwise({ tool }: RouteNode, { seconds }: IdleServer): string {
  const instead = OTHERWISE[tool];
  return instead === null ? '' : `, or ${instead} below ${seconds} s`;
}

const OTHERWISE: Readonly<Record<RouteNode['tool'], string | null>> = {
  nginx: 'set keepalive_timeout of the upstream',
  ingress: 'set upstream-keepalive-timeout',
  alb: 'set the idle timeout of the load balancer',
  // What it keeps cannot be set.
  gce: null,
  traefik: 'set serversTransport.forwardingTimeouts.idleConnTimeout',
  caddy: 'set keepalive in transport http',
  // It keeps none of which it would not know that it is closed.
  haproxy: null,
};

interface Told {
  readonly at: Place;
  readonly severity: Severity;
  readonly route: RouteNode;
  readonly server: IdleServer;
  readonly idle: number;
  readonly isDefault: boolean;
}
