import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { hasSeveralServers } from '../../../languages/nginx/balancing';
import { effective, effectiveText } from '../../../languages/nginx/effective';
import type { NginxDirective } from '../../../languages/nginx/model';
import { parseTime } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/retry-window-too-short',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Retry window too short',
  summary: 'The time for retries is over before the first attempt has timed out.',
  citations: ['nginx.proxy.next-upstream-timeout', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<NginxDirective>();
    for (const { kind, scope, upstream } of nginx.passes) {
      if (!hasSeveralServers(upstream) || scope.module !== 'http' || kind === 'memcached') continue;
      const window = effective(scope, `${kind}_next_upstream_timeout`, targets.nginx);
      const directive = window.state === 'declared' ? window.directives[0] : undefined;
      const value = directive?.args[0];
      const seconds = value?.state === 'known' ? parseTime(value.value) : undefined;
      if (!directive || value?.state !== 'known' || !seconds || seen.has(directive)) continue;
      if (!retriesTimeouts(effective(scope, `${kind}_next_upstream`, targets.nginx))) continue;
      const connect = effectiveText(scope, `${kind}_connect_timeout`, targets.nginx);
      const limit = connect === undefined ? undefined : parseTime(connect);
      if (connect === undefined || limit === undefined || limit < seconds) continue;
      seen.add(directive);
      report({
        at: value,
        message: `A server that is gone uses up the ${connect} of ${kind}_connect_timeout, and after ${value.value} no other server of "${valueOf(upstream.name) ?? ''}" is tried: such a request fails although others could answer it. Let ${kind}_connect_timeout be a fraction of this window.`,
      });
    }
  },
});

function retriesTimeouts(list: ReturnType<typeof effective>): boolean {
  if (list.state === 'defaulted') return true;
  if (list.state === 'unknown') return false;
  return list.directives.some(({ args }) => args.some((arg) => valueOf(arg) === 'timeout'));
}
