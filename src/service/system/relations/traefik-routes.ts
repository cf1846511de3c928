import type { RouteNode, WorkloadNode } from '../../contracts/system';
import { durationSeconds } from '../../languages/shared/amounts';
import { factor, unknownFactor } from '../factors';
import { through } from './proxied-services';

/** The ways through Traefik to containers of compose, as their labels say. */
export function traefikRoutes(workloads: readonly WorkloadNode[]): readonly RouteNode[] {
  return workloads.flatMap((workload): readonly RouteNode[] => {
    const { fact, at } = workload;
    if (fact.kind !== 'compose-service' || !fact.traefik) return [];
    const { path, routers, ports } = fact.traefik;
    const here = { uri: at.uri, path };
    const { idle, isSeen } = idleOf(workload, workloads);
    const way = through('traefik', here);
    return [
      {
        ...way,
        file: workload.file,
        pattern: routers.join(', '),
        hosts: [fact.service],
        ports: ports.flatMap(({ port }) => port ?? []),
        workloads: [workload],
        certainty: isSeen ? 'stated' : 'inferred',
        idle: idle ?? way.idle,
      },
    ];
  });
}

/** How long the Traefik of the same file is told to keep idle connections, and whether all that it is told is seen. */
function idleOf(
  { file }: WorkloadNode,
  workloads: readonly WorkloadNode[],
): { readonly idle: RouteNode['idle']; readonly isSeen: boolean } {
  const edges = workloads.flatMap((other) =>
    other.containers.filter(({ known }) => other.file === file && known?.name === 'traefik'),
  );
  const [only, ...others] = edges;
  if (!only || others.length > 0) return { idle: null, isSeen: false };
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
  return { idle: null, isSeen: words.length > 0 && !isFile && only.open === null };
}
