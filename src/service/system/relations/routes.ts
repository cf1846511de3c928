import type { ProxyRouteFact } from '../../contracts/fact';
import type { FactEntry, RouteNode, WorkloadNode } from '../../contracts/system';
import type { SystemContext } from '../context';
import { factor, factorOf } from '../factors';
import { idOf } from '../identifiers';

/** nginx waits so long between two reads where nothing is written. */
const READ_TIMEOUT = 60;
/** nginx keeps an idle connection of an upstream so long. */
const IDLE = 60;

/** The ways through nginx, and the workloads they lead to. */
export function proxyRoutes(
  context: SystemContext,
  workloads: readonly WorkloadNode[],
): readonly RouteNode[] {
  return context.of('proxy-route').map((entry) => routeOf(entry, workloads));
}

function routeOf(
  { uri, file, fact }: FactEntry<ProxyRouteFact>,
  workloads: readonly WorkloadNode[],
): RouteNode {
  const targets = targetsOf(fact, workloads);
  const [only] = targets;
  const named = fact.servers.length > 0 ? fact.servers.length : null;
  const replicas = targets.length === 1 && only && fact.byName ? only.most : null;
  return {
    id: idOf('route', uri, fact.path),
    kind: 'route',
    edge: 'nginx',
    tool: 'nginx',
    at: { uri, path: fact.path },
    file,
    pattern: fact.pattern,
    hosts: fact.servers.map(({ host }) => host),
    ports: fact.servers.flatMap(({ port }) => port ?? []),
    workloads: targets.map(({ workload }) => workload),
    certainty: targets.length > 1 ? 'ambiguous' : (only?.certainty ?? 'stated'),
    asksAgain: fact.asksAgain,
    upgrades: fact.upgrades,
    readTimeout: factorOf('proxy_read_timeout', uri, fact.readTimeout, READ_TIMEOUT, 'nginx'),
    idle: fact.keepalive
      ? factorOf('keepalive_timeout', uri, fact.keepaliveTimeout, IDLE, 'nginx')
      : null,
    retries: fact.retries,
    retriesAt: fact.retriesPath === null ? null : { uri, path: fact.retriesPath },
    tries: factorOf('proxy_next_upstream_tries', uri, fact.tries, 0, 'nginx'),
    triesTimeout: factorOf('proxy_next_upstream_timeout', uri, fact.triesTimeout, 0, 'nginx'),
    addresses: replicas
      ? { ...replicas.workload.most, name: 'addresses' }
      : factor('addresses', named ?? 1, { uri, path: fact.path }),
  };

  function targetsOf(route: ProxyRouteFact, all: readonly WorkloadNode[]) {
    const found = new Map<
      WorkloadNode,
      {
        readonly workload: WorkloadNode;
        readonly certainty: 'stated' | 'inferred';
        readonly most: { readonly workload: WorkloadNode };
      }
    >();
    for (const { host, port } of route.servers) {
      for (const workload of all) {
        const isNamed = workload.names.includes(host);
        const byPort = port !== null && workload.nodePorts.includes(port);
        if (isNamed || byPort) {
          found.set(workload, { workload, certainty: 'stated', most: { workload } });
        }
      }
    }
    return [...found.values()];
  }
}
