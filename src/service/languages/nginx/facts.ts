import type {
  AddressLimitFact,
  NginxListenerFact,
  NginxProcessFact,
  UpstreamFact,
} from '../../contracts/fact';
import { factValue } from '../../contracts/fact';
import { known } from '../../contracts/field';
import type { NginxModel, NginxPass, NginxServer } from './model';
import { secondsAt } from './proxy-routes';

/** What an nginx file says to other files: its upstreams, and the servers it passes to directly. */
export function upstreamFacts(model: NginxModel): readonly UpstreamFact[] {
  const declared = model.upstreams.map(
    (upstream): UpstreamFact => ({
      kind: 'upstream',
      path: upstream.directive.path,
      name: factValue(upstream.name),
      servers: upstream.servers.map((server) => factValue(server.address)),
    }),
  );
  const direct = new Map<string, UpstreamFact>();
  for (const pass of model.passes) {
    const address = directAddress(pass);
    if (address === undefined || direct.has(address)) continue;
    const value = factValue(known(address, pass.at, pass.path, 'derived'));
    direct.set(address, { kind: 'upstream', path: pass.path, name: value, servers: [value] });
  }
  return [...declared, ...direct.values()];
}

/** `host:port` of a pass that names no upstream of this file; `undefined` where it is not known. */
function directAddress(pass: NginxPass): string | undefined {
  if (pass.upstream || pass.host.state !== 'known') return undefined;
  return pass.port === null ? pass.host.value : `${pass.host.value}:${pass.port}`;
}

/** The first limit of a file that counts by the address nginx sees. */
export function addressLimitFacts(model: NginxModel): readonly AddressLimitFact[] {
  for (const { kind, directive } of model.zones) {
    const key = directive.args[0];
    if ((kind !== 'limit_req' && kind !== 'limit_conn') || key?.state !== 'known') continue;
    if (!/^\$(?:binary_)?remote_addr$/.test(key.value)) continue;
    const corrected =
      model.byName.has('set_real_ip_from') ||
      model.byName.has('real_ip_header') ||
      model.servers.some(({ listens }) =>
        listens.some(({ flags }) => flags.has('proxy_protocol')),
      ) ||
      model.scopes.some(({ open }) => open !== null);
    return [{ kind: 'address-limit', path: directive.path, key: key.value, corrected }];
  }
  return [];
}

/** How many workers a main file starts. */
export function processFacts(model: NginxModel): readonly NginxProcessFact[] {
  const [written, ...others] = model.byName.get('worker_processes') ?? [];
  const value = written?.args[0];
  if (!model.root.rooted || !written || !value || others.length > 0) return [];
  return [{ kind: 'nginx-process', path: written.path, workers: factValue(value) }];
}

/** A server block of nginx, and the place its fact is about. */
export interface ListenerOf {
  readonly server: NginxServer;
  readonly fact: (path: string) => NginxListenerFact;
}

/** The servers of HTTP that take connections, with how long they keep an idle one. */
export function listenersOf(model: NginxModel): readonly ListenerOf[] {
  return model.servers
    .filter(({ module }) => module !== 'stream' && module !== 'mail')
    .map((server) => ({
      server,
      fact: (path): NginxListenerFact => ({
        kind: 'nginx-listener',
        path,
        ports:
          server.listens.length === 0 ? [80] : server.listens.flatMap(({ port }) => port ?? []),
        keepaliveTimeout: secondsAt(server.scope, 'keepalive_timeout', path),
      }),
    }));
}
