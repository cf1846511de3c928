import type { StoreNode, System, SystemEdge, WorkloadNode } from '../contracts/system';
import { readAddress } from './address-text';
import { contextOf, type SystemInput } from './context';
import { storeRelation } from './relations/leads';
import { poolUses } from './relations/opens';
import { proxyRoutes } from './relations/routes';
import { codeRelation } from './relations/runs';
import { composeWorkloads } from './sources/compose';
import { operatedStores } from './sources/database-clusters';
import { ecsWorkloads } from './sources/ecs';
import { groupWorkloads } from './sources/groups';
import { kubernetesWorkloads } from './sources/kubernetes';
import { managedStores } from './sources/managed-databases';
import { procfileWorkloads } from './sources/procfile';
import { workloadStores } from './sources/stores';
import { variablesOf } from './variables';

/**
 * The system of one environment: what runs, how often, what it opens and where that leads. Pure, and
 * linear in the number of facts; nothing is taken for granted that no file says.
 */
export function buildSystem(input: SystemInput): System {
  const context = contextOf(input);
  const code = codeRelation(context);
  const deployed: readonly WorkloadNode[] = [
    ...kubernetesWorkloads(context, code),
    ...composeWorkloads(context, code),
    ...ecsWorkloads(context, code),
    ...groupWorkloads(context, code),
  ];
  const isRun = deployed.some(({ role }) => role !== 'store' && role !== 'pooler');
  const workloads = isRun ? deployed : [...deployed, ...procfileWorkloads(context, code)];
  const stores = [
    ...workloadStores(context, workloads),
    ...managedStores(context),
    ...operatedStores(context),
  ];
  const leads = storeRelation(
    input.environment,
    stores,
    context
      .of('pooler')
      .flatMap(({ uri, file }) => (stores.some(({ at }) => at?.uri === uri) ? [] : [file])),
    context.alternatives,
  );
  const behind = new Map<string, readonly StoreNode[]>();
  const poolers = (store: StoreNode): readonly StoreNode[] => {
    const known = behind.get(store.id);
    if (known) return known;
    const found = serversBehind(store, leads);
    behind.set(store.id, found);
    return found;
  };
  const { uses, loose } = poolUses(context, workloads, leads, poolers);
  const routes = proxyRoutes(context, workloads);
  const all = [...stores, ...leads.external()];
  return Object.freeze({
    environment: input.environment,
    class: input.class,
    closed: input.closed,
    workloads,
    stores: all,
    pools: uses,
    loosePools: loose,
    routes,
    edges: edgesOf(workloads, uses, routes),
    declared: input.declared,
    of: context.of,
  });
}

/** The database servers a pooler hands on to: by the address it is set up with. */
function serversBehind(
  pooler: StoreNode,
  leads: ReturnType<typeof storeRelation>,
): readonly StoreNode[] {
  const { workload, container, hosted } = pooler;
  if (hosted?.target) {
    const { resource, name } = hosted.target;
    return leads
      .servers()
      .filter(
        (store) =>
          store.hosted?.stack === hosted.stack &&
          (store.hosted.resource === resource || (name !== null && store.name === name)),
      );
  }
  if (pooler.operated) return leads.byCluster(pooler);
  if (!workload || !container) return [];
  const variables = variablesOf([container.variables], container.open);
  for (const name of [
    'DATABASE_URL',
    'DB_HOST',
    'DATABASES_HOST',
    'POSTGRESQL_HOST',
    'PGHOST',
    'POSTGRES_HOST',
    'PG_PORT_5432_TCP_ADDR',
  ]) {
    const value = variables.get(name);
    const address = value?.state === 'known' ? readAddress(value.value) : undefined;
    if (!value || !address) continue;
    return leads
      .byHost(address, workload, 'postgres', value.at)
      .stores.filter(({ id }) => id !== pooler.id);
  }
  for (const [name, value] of pooler.settings) {
    if (!/^databases?[./]/.test(name) || value.state !== 'known') continue;
    const address = readAddress(value.value);
    if (address)
      return leads
        .byHost(address, workload, 'postgres', value.at)
        .stores.filter(({ id }) => id !== pooler.id);
  }
  return [];
}

function edgesOf(
  workloads: readonly WorkloadNode[],
  uses: System['pools'],
  routes: System['routes'],
): readonly SystemEdge[] {
  const edges: SystemEdge[] = [];
  for (const { workloads: targets, id, certainty, at, hosts } of routes) {
    for (const { id: to } of targets) {
      edges.push({
        kind: 'routes-to',
        from: id,
        to,
        certainty,
        evidence: [{ at, says: `it sends to ${hosts.join(', ')}` }],
      });
    }
  }
  for (const { workload, way, certainty, wayCertainty, evidence } of uses) {
    way.forEach((store, index) => {
      const before = index === 0 ? workload.id : (way[index - 1]?.id ?? workload.id);
      const isOpen = wayCertainty === 'ambiguous';
      edges.push({
        kind: store.kind === 'pooler' ? 'goes-through' : 'connects-to',
        from: isOpen ? workload.id : before,
        to: store.id,
        certainty: isOpen ? 'ambiguous' : certainty === 'stated' ? wayCertainty : certainty,
        evidence,
      });
    });
  }
  for (const workload of workloads) {
    if (!workload.scaledBy) continue;
    const { at, name } = workload.scaledBy;
    edges.push({
      kind: 'scales',
      from: name,
      to: workload.id,
      certainty: 'stated',
      evidence: [{ at, says: `${name} scales it` }],
    });
  }
  const seen = new Set<string>();
  return edges.filter(({ kind, from, to }) => {
    const key = `${kind} ${from} ${to}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
