import { grouped } from '../../architecture/grouped';
import { variableBehind } from '../../contracts/field';
import type { Place } from '../../contracts/finding';
import type {
  Container,
  KnownProgram,
  PoolUse,
  StoreNode,
  System,
  Variable,
  WorkloadNode,
  WorkloadTest,
} from '../../contracts/system';
import { folderOf, upwards } from '../../text/paths';
import { readAddress } from '../address-text';
import { isAddressOfDatabase } from '../database-variables';
import { staysOpen } from '../jobs';
import { holderOf, isOfPhp } from '../relations/php-children';
import { hostedBy } from '../sources/stacks';
import { RUNS_CODE } from '../workload-tests';
import type { MissingFactor } from './missing-factor';

/**
 * Programs that are given the address of a server and of which no pool is in sight, by the server: what they open is
 * not known, so that no sum over the others is all there is. What ends by itself, tools that everybody knows, and
 * programs beside whose code pools stand that they do not load are left out.
 */
export function unseenClients(system: System): ReadonlyMap<string, readonly MissingFactor[]> {
  const opening = new Map<Container, Set<string>>();
  for (const { container, way } of system.pools) {
    const known = opening.get(container) ?? new Set();
    for (const { id } of way) known.add(id);
    opening.set(container, known);
  }
  // Poolers that somebody's pool goes through are counted there.
  const passed = new Set(system.pools.flatMap(({ way }) => way.map(({ container }) => container)));
  const run = new Set(
    system
      .workloadsWhere(RUNS_CODE)
      .flatMap(({ containers }) => containers.flatMap(({ code }) => code?.folder ?? [])),
  );
  // The code beside which pools stand: theirs is the nearest that is run.
  const folders = new Set(
    [
      ...system.pools.filter(({ process }) => !isOfPhp(process.program)),
      ...system.loosePools,
    ].flatMap(({ file }) => upwards(folderOf(file)).find((folder) => run.has(folder)) ?? []),
  );
  const isRead = ({ code }: Container) => code !== null && folders.has(code.folder);
  /** A pool of a container is that of all its programs, but for those of PHP, which have none. */
  const isSeen = (container: Container, store: StoreNode, program: string) =>
    passed.has(container) ||
    (isOfPhp(program)
      ? holderOf(program) !== undefined
      : isRead(container) || opening.get(container)?.has(store.id) === true);
  const storeAt = databasesOf(system.stores, readIn(system.pools));
  const unreadAt = storesOfUnread(system.pools);
  /** The servers that a container has the address of, or may have, and by what. */
  const given = (container: Container, workload: WorkloadNode): readonly Given[] => [
    ...[...container.variables].flatMap(([name, variable]) => {
      const store = isAddressOfDatabase(name, variable) ? storeAt(variable, workload) : undefined;
      return store ? [{ store, says: `${name} gives it the address`, at: variable.at }] : [];
    }),
    ...(container.unread ?? []).flatMap((source) => {
      const store = unreadAt.get(keyOfUnread(source, workload));
      return store ? [{ store, says: `${source} may give it the address`, at: container.at }] : [];
    }),
  ];
  const found = new Map<string, MissingFactor[]>();
  for (const workload of system.workloadsWhere(IS_TOLD_OF_A_DATABASE)) {
    for (const container of workload.containers) {
      const programs = programsThatMayOpen(container, workload);
      if (programs.length === 0) continue;
      for (const { store, says, at } of given(container, workload)) {
        if (programs.every((program) => isSeen(container, store, program))) continue;
        const all = found.get(store.id) ?? [];
        const owner =
          workload.containers.length > 1 ? `${workload.name}/${container.name}` : workload.name;
        if (all.some(({ factor }) => factor === `connections of ${owner}`)) continue;
        found.set(store.id, [
          ...all,
          {
            factor: `connections of ${owner}`,
            why: `${says}, and no pool of it is in sight`,
            at,
          },
        ]);
      }
    }
  }
  return found;
}

/** Published programs that connect by themselves, and poolers, whoever asks them. */
function opensConnections({ opensPools, role, engine }: KnownProgram): boolean {
  return opensPools || (role === 'pooler' && engine !== 'proxy');
}

/** What goes on running in a container, or may be begun again by a schedule, by its name; of published programs those with pools. */
function programsThatMayOpen(
  { role, known, processes }: Container,
  workload: WorkloadNode,
): readonly string[] {
  if (role === 'init') return [];
  if (known !== null) return opensConnections(known) ? [known.name] : [];
  return processes.flatMap((process) => (staysOpen(process, workload) ? [process.program] : []));
}

const IS_TOLD_OF_A_DATABASE: WorkloadTest = {
  name: 'is told of a database',
  holds: (workload) =>
    workload.containers.some(
      (container) =>
        programsThatMayOpen(container, workload).length > 0 &&
        (container.unread !== undefined ||
          [...container.variables].some(([name, variable]) => isAddressOfDatabase(name, variable))),
    ),
};

interface Given {
  readonly store: StoreNode;
  readonly says: string;
  readonly at: Place;
}

/** The one server that a Secret or a ConfigMap which no file holds leads counted programs to that take it whole. */
function storesOfUnread(pools: readonly PoolUse[]): ReadonlyMap<string, StoreNode> {
  const reached = new Map<string, Set<StoreNode>>();
  for (const { container, pool, way, workload } of pools) {
    const name = variableBehind(pool.target);
    const [store] = way;
    if (!store || name === null || container.variables.has(name)) continue;
    for (const source of container.unread ?? []) {
      const key = keyOfUnread(source, workload);
      reached.set(key, (reached.get(key) ?? new Set()).add(store));
    }
  }
  return new Map(
    [...reached].flatMap(([key, [store, ...others]]) =>
      store && others.length === 0 ? [[key, store]] : [],
    ),
  );
}

function keyOfUnread(source: string, { namespace }: WorkloadNode): string {
  return `${namespace ?? ''}\n${source}`;
}

/**
 * Where values lead that are not known themselves, such as a key of a Secret: a container whose pools lead to one
 * server reads its address there, so it is that of whoever reads it too.
 */
function readIn(pools: readonly PoolUse[]): ReadonlyMap<string, StoreNode> {
  const reached = new Map<Container, Set<StoreNode>>();
  for (const { container, way } of pools) {
    const stores = reached.get(container) ?? new Set();
    for (const store of way) stores.add(store);
    reached.set(container, stores);
  }
  const found = new Map<string, StoreNode>();
  for (const [{ variables }, [store, ...others]] of reached) {
    if (!store || others.length > 0) continue;
    for (const [name, variable] of variables) {
      if (variable.state === 'known' || variable.identity === null) continue;
      if (isAddressOfDatabase(name, variable)) found.set(variable.identity, store);
    }
  }
  return found;
}

/** Finds the server that an address means; `undefined` where none in sight is. */
function databasesOf(
  stores: readonly StoreNode[],
  read: ReadonlyMap<string, StoreNode>,
): (variable: Variable, workload: WorkloadNode) => StoreNode | undefined {
  const databases = stores.filter(({ store }) => store === 'database');
  const named = grouped(
    databases.flatMap((store) =>
      (store.workload?.names ?? [store.name]).map((name) => ({ name, store })),
    ),
    ({ name }) => name,
  );
  return (variable, { unit }) => {
    if (variable.state === 'unknown') {
      const { identity } = variable;
      return hostedBy(identity, databases)?.store ?? read.get(identity ?? '');
    }
    const host = readAddress(variable.value)?.host;
    if (host === undefined) return undefined;
    const isOfUnit = ({ store: { workload } }: { store: StoreNode }) =>
      !workload || workload.unit === unit;
    return named.get(host)?.find(isOfUnit)?.store;
  };
}
