import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { insertBefore, unlessGenerated } from '../../../languages/nginx/edits';
import { effective } from '../../../languages/nginx/effective';
import type { NginxModel, Scope } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/real-ip-trusts-nobody',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Client address from nobody',
  summary: 'A header with the address of the client is read from nobody.',
  citations: ['nginx.realip', 'nginx.limit-req', 'guide.load-balancing'],
  practices: [],
  checklist: ['rate-limit'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const directive of nginx.byName.get('real_ip_header') ?? []) {
      const [header] = directive.args;
      const { scope } = directive;
      if (header?.state !== 'known' || scope.module === 'mail') continue;
      if (trusts(nginx, scope) || !isUntrusted(scope, targets.nginx)) continue;
      const counted = countsByAddress(nginx);
      report({
        at: header,
        severity: counted === undefined ? 'information' : 'warning',
        message: `No set_real_ip_from says whose ${header.value} is believed, so the address stays the proxy's${counted === undefined ? ', in logs and for every rule by address' : ` and ${counted}`}. Name your proxies with set_real_ip_from.`,
        fixes: unlessGenerated(nginx, () => [
          {
            title:
              "Believe your proxy: nobody → 192.0.2.10 (put your proxy's address, and no wider)",
            kind: 'guided',
            edits: [insertBefore(nginx, directive, ['set_real_ip_from 192.0.2.10;'])],
          },
        ]),
      });
    }
  },
});

/** Nothing from the level outwards names a proxy, and no file out of sight can. */
function isUntrusted(scope: Scope, version: string | undefined): boolean {
  return effective(scope, 'set_real_ip_from', version).state === 'defaulted';
}

/** Some level beneath names the proxies: the header was meant for it. */
function trusts(nginx: NginxModel, outer: Scope): boolean {
  const named = (nginx.byName.get('set_real_ip_from') ?? []).some((entry) =>
    isWithin(entry.scope, outer),
  );
  const hidden = nginx.scopes.some((scope) => scope.open !== null && isWithin(scope, outer));
  return named || hidden;
}

function isWithin(scope: Scope, outer: Scope): boolean {
  for (let level: Scope | null = scope; level; level = level.parent) {
    if (level === outer) return true;
  }
  return false;
}

/** What takes the address for the client's. */
function countsByAddress({ zones, upstreams }: NginxModel): string | undefined {
  const limited = zones.some(
    ({ kind, directive }) =>
      kind.startsWith('limit_') && isAddress(valueOf(directive.args[0] ?? NOTHING)),
  );
  if (limited) return 'all clients behind it share one limit';
  const hashed = upstreams.some(
    ({ method: { kind, directive } }) =>
      kind === 'ip_hash' || (kind === 'hash' && isAddress(valueOf(directive?.args[0] ?? NOTHING))),
  );
  return hashed ? 'all clients behind it go to one server' : undefined;
}

const NOTHING = { state: 'absent', insertAt: 0, path: '' } as const;

function isAddress(key: string | undefined): boolean {
  return key === '$binary_remote_addr' || key === '$remote_addr';
}
