import type { StoreNode, System, SystemEdge, WorkloadNode } from '../contracts/system';
import { readAddress } from './address-text';
import { contextOf, type SystemContext, type SystemInput } from './context';
import { storeRelation } from './relations/leads';
import { poolUses } from './relations/opens';
import { proxyRoutes } from './relations/routes';
import { codeRelation } from './relations/runs';
import { composeWorkloads, optionalWorkloads } from './sources/compose';
import { operatedStores } from './sources/database-clusters';
import { ecsWorkloads } from './sources/ecs';
import { functionWorkloads } from './sources/functions';
import { groupWorkloads } from './sources/groups';
import { kubernetesWorkloads, optionalOrchestrated } from './sources/kubernetes';
import { machineServers } from './sources/machine-servers';
import { managedStores } from './sources/managed-databases';
import { procfileWorkloads } from './sources/procfile';
import { HOLDS_STORE, workloadStores } from './sources/stores';
import { unknownIn, variablesOf } from './variables';
import { stepsOf } from './ways';
import { RUNS_CODE, workloadsWhere } from './workload-tests';

/**
 * The system of one environment: what runs, how often, what it opens and where that leads. Nothing is taken for
 * granted that no file says. Each relation is kept by itself: it is worked out again when what it read has changed,
 * and what it answers alike stays the very same. Linear in the number of facts.
 */
export function systemOver(input: SystemInput): System {
  const { kept } = input;
  const context = contextOf(input);
  const code = codeRelation(context);
  const orchestrated = kubernetesWorkloads(context, code);
  const composed = kept('workloads of compose', () => composeWorkloads(context, code));
  const ofEcs = kept('workloads of ECS', () => ecsWorkloads(context, code));
  const ofGroups = kept('workloads of groups', () => groupWorkloads(context, code));
  const ofFunctions = kept('functions', () => functionWorkloads(context, code));
  const ofProcfiles = kept('workloads of Procfiles', () => procfileWorkloads(context, code));
  const workloads = kept('workloads', (): readonly WorkloadNode[] => {
    const deployed = [orchestrated, composed, ofEcs, ofGroups, ofFunctions].flatMap((relation) =>
      relation(),
    );
    const isRun = deployed.some(({ role }) => role !== 'store' && role !== 'pooler');
    return isRun ? deployed : [...deployed, ...ofProcfiles()];
  });
  const where = workloadsWhere(workloads, kept);
  const run = kept('stores of workloads', () => workloadStores(context, where(HOLDS_STORE)));
  const managed = kept('managed stores', () => managedStores(context));
  const operated = kept('operated stores', () => operatedStores(context));
  const onMachines = kept('servers on machines', () => machineServers(context, workloads()));
  const seen = () => [...run(), ...managed(), ...operated(), ...onMachines()];
  const opened = kept('opens', () => openedIn(context, workloads, where(RUNS_CODE), seen()));
  const optional = kept('optional workloads', () => [
    ...optionalWorkloads(context, code),
    ...optionalOrchestrated(context, code),
  ]);
  const optionalPools = kept('optional pools', () => {
    const own = new Set(optional());
    if (own.size === 0) return [];
    const all = [...workloads(), ...own];
    const ofCode = [...where(RUNS_CODE), ...[...own].filter(RUNS_CODE.holds)];
    const { uses } = openedIn(context, () => all, ofCode, seen());
    return uses.filter(({ workload }) => own.has(workload));
  });
  const stores = kept('stores', () => [...seen(), ...opened().elsewhere]);
  const pools = kept('pools', () => opened().uses);
  const routes = kept('routes', () => proxyRoutes(context, workloads));
  const edges = kept('edges', () => edgesOf(workloads(), pools(), routes()));
  const system: System = Object.freeze({
    environment: input.environment,
    get class() {
      return input.classOf();
    },
    get closed() {
      return input.isClosed();
    },
    get workloads() {
      return workloads();
    },
    workloadsWhere: where,
    get stores() {
      return stores();
    },
    get pools() {
      return pools();
    },
    optional: Object.freeze({
      get workloads() {
        return optional();
      },
      get pools() {
        return optionalPools();
      },
    }),
    get loosePools() {
      return opened().loose;
    },
    get routes() {
      return routes();
    },
    get edges() {
      return edges();
    },
    get declared() {
      return input.declared();
    },
    of: context.of,
    loaded: context.loaded,
    kept: <T>(name: string, view: (system: System) => T): T => kept(name, () => view(system))(),
  });
  return system;
}

/** The pools that processes open, those that none opens, and the stores elsewhere that they lead to. */
function openedIn(
  context: SystemContext,
  workloads: () => readonly WorkloadNode[],
  ofCode: readonly WorkloadNode[],
  stores: readonly StoreNode[],
) {
  const leads = storeRelation(
    context,
    stores,
    context
      .of('pooler')
      .flatMap(({ uri, file }) => (stores.some(({ at }) => at?.uri === uri) ? [] : [file])),
  );
  const behind = new Map<string, readonly StoreNode[]>();
  const poolers = (store: StoreNode): readonly StoreNode[] => {
    const known = behind.get(store.id);
    if (known) return known;
    const found = serversBehind(store, leads);
    behind.set(store.id, found);
    return found;
  };
  const { uses, loose } = poolUses(context, workloads, ofCode, leads, poolers);
  return { uses, loose, elsewhere: leads.external() };
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
    if (value?.state === 'unknown' && value.identity?.startsWith('resource:')) {
      return leads
        .lead(unknownIn(name, value), 'unknown', workload, value.at)
        .stores.filter(({ id }) => id !== pooler.id);
    }
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
  for (const use of uses) {
    for (const { from, to, certainty } of stepsOf(use)) {
      const kind = to.kind === 'pooler' ? 'goes-through' : 'connects-to';
      edges.push({ kind, from: from.id, to: to.id, certainty, evidence: use.evidence });
    }
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
