import type { OtherProxy, ProxiedServiceFact } from '../../contracts/fact';
import type { Place } from '../../contracts/finding';
import type { FactEntry, RouteNode, WorkloadNode } from '../../contracts/system';
import { isIn } from '../../text/paths';
import { factor, factorOf, unknownFactor } from '../factors';
import { idOf } from '../identifiers';

/** What a proxy does where nothing is written, and what its settings are called. */
interface ProxyDefaults {
  readonly name: string;
  /** How long it keeps an idle connection to a server; `null` where it uses none that the server has closed. */
  readonly idle: { readonly seconds: number; readonly setting: string } | null;
  /** How long it waits for an answer: none of them has a limit unless it is told one. */
  readonly readTimeout: string;
  /** After which failures it asks again by itself. */
  readonly retries: readonly string[];
  /** What holds for all that it does may stand in another file. */
  readonly isToldElsewhere: boolean;
}

/**
 * Traefik and Caddy send again what may be repeated, where a kept connection was closed, as Go's `http.Transport`
 * does. Sources: doc.traefik.io, "ServersTransport"; caddyserver.com, `reverse_proxy`; docs.haproxy.org, `timeout server`.
 */
const PROXIES: Readonly<Record<OtherProxy, ProxyDefaults>> = {
  traefik: {
    name: 'Traefik',
    idle: { seconds: 90, setting: 'idleConnTimeout' },
    readTimeout: 'responseHeaderTimeout',
    retries: ['error'],
    isToldElsewhere: true,
  },
  caddy: {
    name: 'Caddy',
    idle: { seconds: 120, setting: 'keepalive' },
    readTimeout: 'response_header_timeout',
    retries: ['error'],
    isToldElsewhere: false,
  },
  haproxy: {
    name: 'HAProxy',
    idle: null,
    readTimeout: 'timeout server',
    retries: ['error'],
    isToldElsewhere: false,
  },
};

/** What holds of every way through a proxy where its file says nothing of it. */
export function through(proxy: OtherProxy, at: Place) {
  const { name, idle, readTimeout, retries } = PROXIES[proxy];
  return {
    id: idOf('route', at.uri, at.path),
    kind: 'route',
    edge: name,
    tool: proxy,
    at,
    asksAgain: true,
    upgrades: false,
    readTimeout: unknownFactor(readTimeout, `${name} waits without a limit unless it is told one`),
    idle: idle && factor(idle.setting, idle.seconds, null, 'defaulted', name),
    retries,
    retriesAt: null,
    tries: factor('tries', 1, null, 'defaulted'),
    triesTimeout: factor('seconds', 0, null, 'defaulted'),
    addresses: factor('addresses', 1, at),
  } as const satisfies Partial<RouteNode>;
}

/** The ways through proxies other than nginx to services of compose, as files of theirs say. */
export function proxiedServiceRoutes(
  entries: readonly FactEntry<ProxiedServiceFact>[],
  workloads: readonly WorkloadNode[],
  leadsTo: (server: ProxiedServiceFact['servers'][number]) => readonly WorkloadNode[],
): readonly RouteNode[] {
  return entries.flatMap(({ uri, file, fact }): readonly RouteNode[] => {
    const led = [...new Set(fact.servers.flatMap(leadsTo))].filter(
      ({ tool }) => tool === 'compose',
    );
    if (led.length === 0) return [];
    const { name, idle, readTimeout, isToldElsewhere } = PROXIES[fact.proxy];
    const way = through(fact.proxy, { uri, path: fact.path });
    const isSure = !isToldElsewhere && isTaken(file, workloads);
    return [
      {
        ...way,
        file,
        pattern: fact.rules.join(', '),
        hosts: fact.servers.map(({ host }) => host),
        ports: fact.servers.flatMap(({ port }) => port ?? []),
        workloads: led,
        certainty: led.length > 1 ? 'ambiguous' : isSure ? 'stated' : 'inferred',
        idle:
          idle && fact.keeps ? factorOf(idle.setting, uri, fact.idle, idle.seconds, name) : null,
        readTimeout:
          fact.readTimeout.state === 'absent'
            ? way.readTimeout
            : factorOf(readTimeout, uri, fact.readTimeout, null),
      },
    ];
  });
}

/** Whether something that is deployed mounts a file, or copies it by its name: `COPY . .` of a program brings it along unread. */
function isTaken(file: string, workloads: readonly WorkloadNode[]): boolean {
  return workloads.some(({ containers }) =>
    containers.some(
      ({ mounts, code }) =>
        code?.copied?.includes(file) ||
        mounts.some(({ source }) => source !== null && (source === file || isIn(file, source))),
    ),
  );
}
