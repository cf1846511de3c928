import { defineRule } from '../../../contracts/rule';
import type { Factor, RouteNode, System } from '../../../contracts/system';
import { childrenOf, fpmPoolBehind } from '../../../system/fpm-pools';
import { severityIn } from '../../../system/severity';

export default defineRule({
  id: 'topology/kept-connections-hold-children',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Idle connections hold PHP’s children',
  summary: 'nginx keeps as many idle connections to PHP-FPM as that has children, or more.',
  citations: ['nginx.upstream.keepalive', 'nginx.fastcgi.keep-conn', 'php-fpm.config'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const told = new Set<string>();
    for (const route of system.routes) {
      const kept = route.keptFastcgi;
      const children = kept?.value ? childrenBehind(route, system) : undefined;
      const most = children?.value ?? null;
      if (!kept?.value || most === null || kept.value < most) continue;
      const key = `${route.file} ${route.hosts.join()} ${route.ports.join()}`;
      if (told.has(key)) continue;
      told.add(key);
      report({
        at: route.at,
        severity: severityIn(system, 'warning'),
        message: `Each process of nginx keeps up to ${kept.value} idle connections to this PHP-FPM (keepalive, fastcgi_keep_conn on), which has ${most} children (pm.max_children), and a child waits on a connection until it is closed: idle connections of one process of nginx can hold them all, and the requests of the others wait. Keep fewer than the children divided by nginx's processes, or set fastcgi_keep_conn to off.`,
        related: children?.at ? [{ at: children.at, message: `pm.max_children: ${most}` }] : [],
      });
    }
  },
});

/** The children of the one PHP-FPM that a way leads to: that of the pool that listens there, or of a workload. */
function childrenBehind(route: RouteNode, system: System): Factor | undefined {
  const pool = fpmPoolBehind(route, system);
  if (pool) return childrenOf(pool);
  const running = route.workloads.flatMap(({ containers }) =>
    containers.flatMap(({ processes }) =>
      processes.filter(({ program }) => program === 'php-fpm').map(({ count }) => count),
    ),
  );
  const [only, ...others] = running;
  return others.length === 0 ? only : undefined;
}
