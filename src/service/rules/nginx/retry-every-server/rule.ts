import { valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { insertAfter, unlessGenerated } from '../../../languages/nginx/edits';
import { effective } from '../../../languages/nginx/effective';
import type { NginxModel, NginxPass } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/retry-every-server',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Retried on every server',
  summary:
    'A request that fails is tried on every server of the upstream, however long that takes.',
  citations: ['nginx.proxy.next-upstream-tries', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<unknown>();
    for (const pass of nginx.passes) {
      const { upstream } = pass;
      if (!upstream || upstream.dynamic !== null || seen.has(upstream)) continue;
      const count = upstream.servers.filter(({ down, backup }) => !down && !backup).length;
      if (count < 3 || pass.kind === 'memcached' || pass.scope.module !== 'http') continue;
      const retries = effective(pass.scope, `${pass.kind}_next_upstream`, targets.nginx);
      if (retries.state === 'unknown' || isOff(retries)) continue;
      if (
        !isUnlimited(pass, 'tries', targets.nginx) ||
        !isUnlimited(pass, 'timeout', targets.nginx)
      )
        continue;
      seen.add(upstream);
      report({
        at: pass,
        message: `A request that fails is tried on all ${count} servers of "${valueOf(upstream.name) ?? ''}" one after the other, so an overload on one reaches all. Limit ${pass.kind}_next_upstream_tries and ${pass.kind}_next_upstream_timeout.`,
        fixes: unlessGenerated(nginx, () => limit(nginx, pass, count)),
      });
    }
  },
});

type Found = ReturnType<typeof effective>;

function isOff(retries: Found): boolean {
  const first = retries.state === 'declared' ? retries.directives[0]?.args[0] : undefined;
  return first !== undefined && valueOf(first) === 'off';
}

/** 0, written or by default, is no limit. */
function isUnlimited(
  { kind, scope }: NginxPass,
  what: string,
  version: string | undefined,
): boolean {
  const found = effective(scope, `${kind}_next_upstream_${what}`, version);
  if (found.state === 'defaulted') return true;
  const first = found.state === 'declared' ? found.directives[0]?.args[0] : undefined;
  return first !== undefined && valueOf(first) === '0';
}

function limit(
  nginx: NginxModel,
  { kind, directive, scope }: NginxPass,
  count: number,
): readonly Fix[] {
  const tries = `${kind}_next_upstream_tries`;
  const timeout = `${kind}_next_upstream_timeout`;
  if (scope.kind !== 'location' || scope.byName.has(tries) || scope.byName.has(timeout)) return [];
  const edits = [insertAfter(nginx, directive, [`${tries} 2;`, `${timeout} 10s;`])];
  return [
    { title: `Limit retries: ${count} servers without end → 2 within 10s`, kind: 'guided', edits },
  ];
}
