import type { TraefikServiceFact } from '../../contracts/fact';
import type { Place } from '../../contracts/finding';
import type { FactEntry, RouteNode, WorkloadNode } from '../../contracts/system';
import { durationSeconds } from '../../languages/shared/amounts';
import { factor, factorOf, unknownFactor } from '../factors';
import { idOf } from '../identifiers';

/** Seconds that Traefik keeps an idle connection to a server, if nothing is written. */
const IDLE = 90;

/** The ways through Traefik to containers of compose, as their labels say. */
export function traefikRoutes(workloads: readonly WorkloadNode[]): readonly RouteNode[] {
  return workloads.flatMap((workload): readonly RouteNode[] => {
    const { fact, at } = workload;
    if (fact.kind !== 'compose-service' || !fact.traefik) return [];
    const { path, routers, ports } = fact.traefik;
    const here = { uri: at.uri, path };
    const { idle, isSeen } = idleOf(workload, workloads);
    return [
      {
        ...throughTraefik(here),
        file: workload.file,
        pattern: routers.join(', '),
        hosts: [fact.service],
        ports: ports.flatMap(({ port }) => port ?? []),
        workloads: [workload],
        certainty: isSeen ? 'stated' : 'inferred',
        idle,
      },
    ];
  });
}

/** The ways through Traefik to what files of its own name; what else it is told may stand in another file. */
export function traefikFileRoutes(
  entries: readonly FactEntry<TraefikServiceFact>[],
  leadsTo: (servers: TraefikServiceFact['servers']) => readonly WorkloadNode[],
): readonly RouteNode[] {
  return entries.flatMap(({ uri, file, fact }): readonly RouteNode[] => {
    const led = leadsTo(fact.servers).filter(({ tool }) => tool === 'compose');
    if (led.length === 0) return [];
    return [
      {
        ...throughTraefik({ uri, path: fact.path }),
        file,
        pattern: fact.rules.join(', '),
        hosts: fact.servers.map(({ host }) => host),
        ports: fact.servers.flatMap(({ port }) => port ?? []),
        workloads: led,
        certainty: led.length > 1 ? 'ambiguous' : 'inferred',
        idle: factorOf('idleConnTimeout', uri, fact.idle, IDLE, 'Traefik'),
      },
    ];
  });
}

/** What holds of every way through Traefik. */
export function throughTraefik(at: Place) {
  return {
    id: idOf('route', at.uri, at.path),
    kind: 'route',
    edge: 'Traefik',
    tool: 'traefik',
    at,
    asksAgain: true,
    upgrades: false,
    readTimeout: unknownFactor(
      'responseHeaderTimeout',
      'Traefik waits without a limit unless it is told one',
    ),
    idle: factor('idleConnTimeout', IDLE, null, 'defaulted', 'Traefik'),
    // It sends again what may be repeated, where a kept connection was closed.
    retries: ['error'],
    retriesAt: null,
    tries: factor('tries', 1, null, 'defaulted'),
    triesTimeout: factor('seconds', 0, null, 'defaulted'),
    addresses: factor('addresses', 1, at),
  } as const satisfies Partial<RouteNode>;
}

/** How long the Traefik of the same file keeps idle connections, and whether all that it is told is seen. */
function idleOf(
  { file }: WorkloadNode,
  workloads: readonly WorkloadNode[],
): { readonly idle: RouteNode['idle']; readonly isSeen: boolean } {
  const edges = workloads.flatMap((other) =>
    other.containers.filter(({ known }) => other.file === file && known?.name === 'traefik'),
  );
  const [only, ...others] = edges;
  const plain = factor('idleConnTimeout', IDLE, null, 'defaulted', 'Traefik');
  if (!only || others.length > 0) return { idle: plain, isSeen: false };
  const words = only.command?.words ?? [];
  const written = words
    .map(
      (word) => /^--serverstransport\.forwardingtimeouts\.idleconntimeout=(.+)$/i.exec(word)?.[1],
    )
    .find((value) => value !== undefined);
  const at = { uri: only.at.uri, path: only.command?.path ?? only.at.path };
  const seconds = written === undefined ? undefined : durationSeconds(written);
  if (written !== undefined)
    return {
      idle:
        seconds === undefined
          ? unknownFactor('idleConnTimeout', 'it cannot be read', at)
          : factor('idleConnTimeout', seconds, at),
      isSeen: true,
    };
  // A file or variables may say more than its command.
  const isFile = only.mounts.some(({ target }) =>
    /\/traefik(?:\/|\.ya?ml$|\.toml$|$)/.test(target),
  );
  return { idle: plain, isSeen: words.length > 0 && !isFile && only.open === null };
}
