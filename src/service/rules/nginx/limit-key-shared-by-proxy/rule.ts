import { type Located, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { insertAtStart, unlessGenerated } from '../../../languages/nginx/edits';
import { isSeenWhole } from '../../../languages/nginx/effective';
import type { NginxModel, NginxServer, Scope } from '../../../languages/nginx/model';
import { levelsAround } from '../../../languages/nginx/within';

export default defineRule({
  id: 'nginx/limit-key-shared-by-proxy',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'All clients share one limit',
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
  const users = firstUsers(nginx, behind);
  const proxied = new Set(behind);
  const limits = nginx.zones.flatMap((zone): readonly Keyed[] => {
    const key = zone.directive.args[0];
    if ((zone.kind !== 'limit_req' && zone.kind !== 'limit_conn') || !key || key.state !== 'known')
      return [];
    const named = `${zone.kind === 'limit_req' ? 'zone=' : ''}${valueOf(zone.name)}`;
    const server = users.get(`${zone.kind} ${named}`);
    if (!server || !isAddress(key.value)) return [];
    return [{ at: key, server, shared: 'all clients share one limit' }];
  });
  const hashes = nginx.upstreams.flatMap(({ method, users }): readonly Keyed[] => {
    const pass = users.find((user) => user.server && proxied.has(user.server));
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

/**
 * The first of some servers in which a limit of a zone holds, by the kind and name of the zone: it is
 * written in the server or in a level around it.
 */
function firstUsers(
  nginx: NginxModel,
  servers: readonly NginxServer[],
): ReadonlyMap<string, NginxServer> {
  const rank = new Map(servers.map(({ scope }, index) => [scope, index]));
  const firstIn = new Map<Scope, number>();
  for (const [index, { scope }] of servers.entries()) {
    for (const level of levelsAround(scope)) {
      if (!firstIn.has(level)) firstIn.set(level, index);
    }
  }
  const first = new Map<string, number>();
  for (const kind of ['limit_req', 'limit_conn'] as const) {
    for (const { scope, args } of nginx.byName.get(kind) ?? []) {
      const around = levelsAround(scope).flatMap((level) => rank.get(level) ?? []);
      const user = Math.min(firstIn.get(scope) ?? Number.POSITIVE_INFINITY, ...around);
      for (const arg of args) {
        const zone = `${kind} ${valueOf(arg)}`;
        if (user < (first.get(zone) ?? Number.POSITIVE_INFINITY)) first.set(zone, user);
      }
    }
  }
  return new Map(
    [...first].flatMap(([zone, user]) => {
      const server = servers[user];
      return server ? [[zone, server] as const] : [];
    }),
  );
}
