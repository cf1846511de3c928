import { valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { hasSeveralServers } from '../../../languages/nginx/balancing';
import { appendArguments, insertAfter, unlessGenerated } from '../../../languages/nginx/edits';
import { effective } from '../../../languages/nginx/effective';
import type { NginxModel, NginxPass, NginxUpstream } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/next-upstream-ignores-errors',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: '502 is not passed over',
  summary: 'A server that answers 502 is neither passed over nor taken out.',
  citations: ['nginx.proxy.next-upstream', 'guide.load-balancing'],
  practices: ['load-balancing.health-check-failures'],
  checklist: ['load-balancing-failover'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets, practice }, report) {
    // It holds of nearly every upstream: once for a configuration is enough.
    for (const pass of nginx.passes) {
      const { kind, scope, upstream } = pass;
      if (kind !== 'proxy' || scope.module !== 'http') continue;
      if (!hasSeveralServers(upstream)) continue;
      if (effective(scope, 'proxy_next_upstream', targets.nginx).state !== 'defaulted') continue;
      report({
        at: pass,
        message: `Only errors and timeouts of a connection count: a server of "${valueOf(upstream.name) ?? ''}" that answers 502, because what it needs is gone, keeps its share of the requests. If such a server is better passed over, list http_502, with a limit to the retries.`,
        fixes: unlessGenerated(nginx, () =>
          retry502(nginx, pass, upstream, practice('load-balancing.health-check-failures')),
        ),
      });
      return;
    }
  },
});

/**
 * Never 503 or 504: a server that sheds load would be taken out, and its load would take out the next.
 * One 502 must not take a server out either, hence `max_fails`.
 */
function retry502(
  nginx: NginxModel,
  { directive, scope }: NginxPass,
  upstream: NginxUpstream,
  failures: number,
): readonly Fix[] {
  if (scope.kind !== 'location' || scope.open !== null) return [];
  const lines = ['proxy_next_upstream error timeout http_502;'];
  if (!scope.byName.has('proxy_next_upstream_tries')) lines.push('proxy_next_upstream_tries 2;');
  if (!scope.byName.has('proxy_next_upstream_timeout'))
    lines.push('proxy_next_upstream_timeout 10s;');
  const counted = upstream.primaries
    .filter(({ maxFails }) => maxFails.state === 'absent')
    .map((server) => appendArguments(server.directive, `max_fails=${failures}`));
  const edits = [insertAfter(nginx, directive, lines), ...counted];
  const title = `Retry on 502: connection errors only → also 502, twice within 10s, a server out after ${failures} failures`;
  return [{ title, kind: 'guided', edits }];
}
