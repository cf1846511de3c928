import { type Located, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { insertAtStart, unlessGenerated } from '../../../languages/nginx/edits';
import { isSeenWhole } from '../../../languages/nginx/effective';
import type { NginxModel, NginxServer, Scope } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/limit-key-shared-by-proxy',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  summary: 'Behind a proxy, all clients share one limit or one server.',
  citations: ['nginx.realip', 'nginx.limit-req', 'guide.load-balancing'],
  practices: [],
  checklist: ['rate-limit'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    if (['set_real_ip_from', 'real_ip_header'].some((name) => nginx.byName.has(name))) return;
    const behind = nginx.servers.filter(({ scope, listens }) => isBehindProxy(scope, listens));
    if (behind.length === 0) return;
    for (const { at, server, shared } of keysByAddress(nginx, behind)) {
      report({
        at,
        message: `Connections arrive here through a proxy (PROXY protocol), and without the real-ip module the address is the proxy's: ${shared}. Set set_real_ip_from and "real_ip_header proxy_protocol".`,
        related: server.listens.map((listen) => ({
          at: listen,
          message: 'The proxy connects here.',
        })),
        fixes: unlessGenerated(nginx, () => [
          {
            title:
              "Take the client's address from the proxy: the proxy's own → from 192.0.2.10 (put your proxy's address, and no wider)",
            kind: 'guided',
            edits: [
              insertAtStart(nginx, server.scope, [
                'set_real_ip_from 192.0.2.10;',
                'real_ip_header proxy_protocol;',
              ]),
            ],
          },
        ]),
      });
    }
  },
});

/** Every connection comes by the PROXY protocol, and nothing out of sight can change the address. */
function isBehindProxy(scope: Scope, listens: NginxServer['listens']): boolean {
  if (scope.module !== 'http' || listens.length === 0 || !isSeenWhole(scope)) return false;
  return listens.every(({ flags }) => flags.has('proxy_protocol'));
}

interface Keyed {
  readonly at: Located;
  readonly server: NginxServer;
  readonly shared: string;
}

function keysByAddress(nginx: NginxModel, behind: readonly NginxServer[]): readonly Keyed[] {
  const limits = nginx.zones.flatMap((zone): readonly Keyed[] => {
    const key = zone.directive.args[0];
    if ((zone.kind !== 'limit_req' && zone.kind !== 'limit_conn') || !key || key.state !== 'known')
      return [];
    const server = behind.find((candidate) =>
      uses(nginx, candidate.scope, zone.kind, valueOf(zone.name)),
    );
    if (!server || !isAddress(key.value)) return [];
    return [{ at: key, server, shared: 'all clients share one limit' }];
  });
  const hashes = nginx.upstreams.flatMap(({ method, users }): readonly Keyed[] => {
    const pass = users.find((user) => user.server && behind.includes(user.server));
    if (!pass?.server || !method.directive) return [];
    const key = method.directive.args[0];
    const byAddress =
      method.kind === 'ip_hash' ||
      (method.kind === 'hash' && key?.state === 'known' && isAddress(key.value));
    if (!byAddress) return [];
    return [{ at: method.directive, server: pass.server, shared: 'all clients go to one server' }];
  });
  return [...limits, ...hashes];
}

function isAddress(key: string): boolean {
  return key === '$binary_remote_addr' || key === '$remote_addr';
}

/** Whether a limit of this zone holds in a server: written in it or in a level around it. */
function uses(nginx: NginxModel, server: Scope, name: string, zone: string | undefined): boolean {
  return (nginx.byName.get(name) ?? []).some(({ scope, args }) => {
    if (!args.some((arg) => valueOf(arg) === (name === 'limit_req' ? `zone=${zone}` : zone)))
      return false;
    return isWithin(scope, server) || isWithin(server, scope);
  });
}

function isWithin(scope: Scope, outer: Scope): boolean {
  for (let level: Scope | null = scope; level; level = level.parent) {
    if (level === outer) return true;
  }
  return false;
}
