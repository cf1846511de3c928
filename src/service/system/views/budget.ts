import { grouped } from '../../architecture/grouped';
import { LIMIT_FACTOR } from '../../contracts/capacity';
import { variableBehind } from '../../contracts/field';
import type { Factor, PoolUse, StoreNode, System, WorkloadNode } from '../../contracts/system';
import { minutesOfOverlap } from '../jobs';
import { deploymentOf, deploymentsOf, inOrder, together } from './deployments';
import type { Limit } from './limit';
import { limitOf, serverName } from './limits';
import type { MissingFactor } from './missing-factor';
import { clientLimit, type PoolerDemand, poolerDemand } from './poolers';
import { unseenClients } from './unseen-clients';

/** What the processes of one workload can open at one server through its pools. */
export interface Demand {
  readonly workload: WorkloadNode;
  readonly use: PoolUse;
  /** Connections one process can have at once: its pool, bounded by what it can work on. */
  readonly each: number | null;
  /** `4 threads use 4 of 15`; `null` where the pool alone bounds it. */
  readonly bound: string | null;
  readonly floor: number;
  readonly steady: number;
  readonly rollout: readonly [number, number];
  /** The sum of pool maxima, which is never reached where something else bounds it. */
  readonly ceiling: number;
  /** Factors that cannot be told; what is counted is a lower bound then. */
  readonly missing: readonly Factor[];
  /** Factors taken for granted or defaulted by something that may be set elsewhere. */
  readonly assumed: readonly Factor[];
}

/** What workloads can open at one server, and what it grants. */
export interface Budget {
  readonly environment: string | null;
  readonly store: StoreNode;
  readonly server: string;
  readonly limit: Limit;
  /** The largest first. */
  readonly demands: readonly Demand[];
  /** What comes on top where a condition holds of which no file says that it does: it is in none of the sums. */
  readonly conditional: readonly Demand[];
  /** What poolers ask on behalf of their clients. */
  readonly poolers: readonly PoolerDemand[];
  readonly floor: number;
  readonly steady: number;
  readonly rollout: readonly [number, number];
  readonly failover: readonly [number, number] | null;
  readonly ceiling: number;
  readonly missing: readonly MissingFactor[];
  /** What the demands make of which every link and every factor is written: the ground of a warning. */
  readonly proved: { readonly floor: number; readonly steady: number; readonly rollout: number };
  /** The limit is written or computed, rather than a default. */
  readonly limitProved: boolean;
}

/** The connection budget of each database server of a system. */
export function budgetsOf(system: System): readonly Budget[] {
  return system.kept('budgets', makeBudgets);
}

function makeBudgets(system: System): readonly Budget[] {
  const byStore = new Map<string, { store: StoreNode; uses: PoolUse[] }>();
  const add = (store: StoreNode) => {
    const entry = byStore.get(store.id) ?? { store, uses: [] };
    byStore.set(store.id, entry);
    return entry;
  };
  const behind = new Map<StoreNode, StoreNode>();
  const conditional = grouped(conditionalUses(system), ({ way: [first] }) => first?.id ?? '');
  for (const use of system.pools) {
    if (use.workload.condition !== undefined) continue;
    if (use.wayCertainty === 'ambiguous' || use.certainty === 'ambiguous') continue;
    const [first, second, ...others] = use.way;
    // Behind a pooler the clients ask the pooler; what it asks the server is a demand of its own.
    if (first && (first.kind === 'pooler' || first.store === 'database')) add(first).uses.push(use);
    if (first?.kind === 'pooler' && second && others.length === 0) {
      behind.set(first, second);
      add(second);
    }
  }
  // A server that is reached under a condition alone has a budget all the same.
  for (const {
    way: [first],
  } of conditionalUses(system))
    if (first) add(first);
  const unseen = merged(unseenClients(system), untold(system));
  const clients = new Map<StoreNode, Budget>();
  const all = [...byStore.values()];
  for (const { store, uses } of all) {
    if (store.kind === 'pooler') clients.set(store, budgetOf(store, uses, [], system, unseen));
  }
  const made = all.map(({ store, uses: every }) => {
    const own = clients.get(store);
    if (own) return own;
    const ways = [...behind].filter(([, server]) => server === store);
    const isCounted = worstTogether(
      system,
      every,
      ways.map(([pooler]) => pooler),
    );
    const uses = every.filter(({ workload }) => isCounted(workload));
    const poolers = ways.flatMap(([pooler]) => {
      const asking = clients.get(pooler);
      return asking && isCounted(pooler.workload) ? [poolerOf(pooler, asking, store, system)] : [];
    });
    return budgetOf(store, uses, poolers, system, unseen);
  });
  return made.map((budget) => {
    const own = (conditional.get(budget.store.id) ?? []).map(demandOf);
    return withFailover({ ...budget, conditional: own }, made);
  });
}

/**
 * Pools of which it cannot be told whether they lead to a server, by the server: they count nowhere, so that no sum over
 * the others is all there is.
 */
function untold({ pools }: System): ReadonlyMap<string, readonly MissingFactor[]> {
  const found = new Map<string, MissingFactor[]>();
  for (const { certainty, pool, uri, way, wayCertainty, workload } of pools) {
    if (wayCertainty !== 'ambiguous' && certainty !== 'ambiguous') continue;
    if (workload.condition !== undefined) continue;
    const why =
      wayCertainty === 'ambiguous'
        ? 'whether it leads here is not written'
        : 'whether this program opens it is not known';
    for (const { id } of wayCertainty === 'ambiguous' ? way : way.slice(0, 1)) {
      const all = found.get(id) ?? [];
      found.set(id, all);
      all.push({
        factor: `another pool of ${workload.name}`,
        why,
        at: { uri, path: pool.max.path },
      });
    }
  }
  return found;
}

function merged(
  ...maps: readonly ReadonlyMap<string, readonly MissingFactor[]>[]
): ReadonlyMap<string, readonly MissingFactor[]> {
  const all = maps.flatMap((map) => [...map]);
  return new Map(
    [...grouped(all, ([id]) => id)].map(([id, of]) => [id, of.flatMap(([, each]) => each)]),
  );
}

/**
 * Which workloads count at a server: where several deployments of one system lead to it, those that may run beside each
 * other. Of alternatives that are as likely the one that opens the most counts, and never two.
 */
function worstTogether(
  system: System,
  uses: readonly PoolUse[],
  poolers: readonly StoreNode[],
): (workload: WorkloadNode | null) => boolean {
  const sums = new Map<string, number>();
  const add = (workload: WorkloadNode, amount: number) => {
    const key = deploymentOf(workload);
    sums.set(key, (sums.get(key) ?? 0) + amount);
  };
  for (const use of uses) add(use.workload, demandOf(use).rollout[1]);
  for (const { workload } of poolers) if (workload) add(workload, 0);
  if (sums.size < 2) return () => true;
  const own = deploymentsOf(system).filter((each) => sums.has(deploymentOf(each)));
  const ordered = inOrder(own, (each) => sums.get(deploymentOf(each)) ?? 0);
  const counted = new Set(together(ordered).map(deploymentOf));
  return (workload) => !workload || counted.has(deploymentOf(workload));
}

/** Pools that are opened at one server under a condition alone. */
function conditionalUses({ pools, optional }: System): readonly PoolUse[] {
  return [
    ...pools.filter(({ workload }) => workload.condition !== undefined),
    ...optional.pools,
  ].filter(
    ({ wayCertainty, certainty, way: [first] }) =>
      wayCertainty !== 'ambiguous' &&
      certainty !== 'ambiguous' &&
      (first?.kind === 'pooler' || first?.store === 'database'),
  );
}

/** What a demand comes to at the worst; `null` where that is not known. */
export function worstOfDemand({ missing, steady, rollout }: Demand): number | null {
  return missing.length > 0 ? null : Math.max(steady, rollout[1]);
}

/** When the last of its readers is lost, the server that takes writes carries what they had as well. */
function withFailover(budget: Budget, all: readonly Budget[]): Budget {
  const readers = all.filter(({ store }) => store.readerOf === budget.store.id);
  if (readers.length === 0) return budget;
  const more = readers.reduce((sum, { steady }) => sum + steady, 0);
  return { ...budget, failover: [budget.steady + more, budget.rollout[1] + more] };
}

/** What a pooler asks of its server, on behalf of its clients. */
function poolerOf(
  pooler: StoreNode,
  { demands, steady, rollout, missing }: Budget,
  server: StoreNode,
  system: System,
): PoolerDemand {
  const accounts = new Set(demands.map(({ use }) => use.account));
  const granted = limitOf(server, system, null);
  return poolerDemand(
    pooler,
    {
      steady,
      rollout,
      known: missing.every(({ factor }) => factor === LIMIT_FACTOR),
      accounts: accounts.has(null) ? null : accounts.size,
    },
    // A proxy's share is one of all that the server grants.
    granted.maximum ?? granted.connections,
  );
}

function budgetOf(
  store: StoreNode,
  uses: readonly PoolUse[],
  poolers: readonly PoolerDemand[],
  system: System,
  unseen: ReadonlyMap<string, readonly MissingFactor[]>,
): Budget {
  const [first] = uses;
  const limit =
    store.kind === 'pooler'
      ? clientLimit(store)
      : limitOf(store, system, first ? variableBehind(first.pool.target) : null);
  const demands = uses
    .map(demandOf)
    .sort((a, b) => b.rollout[1] - a.rollout[1] || b.steady - a.steady);
  const sum = (of: (demand: Demand | PoolerDemand) => number) =>
    total(demands, of) + total(poolers, of);
  const missing = [
    ...(limit.connections === null
      ? [{ factor: LIMIT_FACTOR, why: limit.why ?? 'it is not written', at: limit.at }]
      : []),
    ...unique(
      demands.flatMap(({ missing: each, workload }) =>
        each.map((factor) => missingOf(factor, workload)),
      ),
    ),
    ...unique(
      poolers.flatMap(({ missing: each, pooler }) =>
        each.map((factor) => missingOf(factor, pooler)),
      ),
    ),
    ...unique(demands.flatMap(({ workload }) => runsAtOnce(workload))),
    ...unique(unseen.get(store.id) ?? []),
  ];
  const shown = demands.filter(
    ({ missing: open, assumed, use }) =>
      open.length === 0 &&
      assumed.length === 0 &&
      use.certainty === 'stated' &&
      (use.wayCertainty === 'stated' ||
        (use.wayCertainty === 'inferred' &&
          (limit.server !== undefined || isOfStack(store, use.workload)))),
  );
  // Who comes as more users than one opens more: what is taken for one user is the least there can be.
  const shownPoolers = poolers.filter(({ missing: open }) => open.length === 0);
  const proved = (of: (demand: Demand | PoolerDemand) => number) =>
    total(shown, of) + total(shownPoolers, of);
  return {
    environment: system.environment,
    store,
    server:
      store.kind === 'pooler'
        ? `${serverName(store)} (its clients)`
        : (limit.server ?? serverName(store)),
    limit,
    demands,
    conditional: [],
    poolers,
    floor: sum(({ floor }) => floor),
    steady: sum(({ steady }) => steady),
    rollout: [sum(({ rollout }) => rollout[0]), sum(({ rollout }) => rollout[1])],
    failover: null,
    ceiling: sum(({ ceiling }) => ceiling),
    missing,
    proved: {
      floor: proved(({ floor }) => floor),
      steady: proved(({ steady }) => steady),
      // Twice the replicas is what can happen, not what must; the surge is certain.
      rollout: proved(({ rollout }) => rollout[0]),
    },
    limitProved:
      limit.connections !== null && (limit.origin === 'declared' || limit.origin === 'derived'),
  };
}

/** Runs of a CronJob that meet the one before open their pools beside it: how many do, nothing bounds. */
function runsAtOnce({ fact, name, at: { uri } }: WorkloadNode): readonly MissingFactor[] {
  const job = fact.kind === 'workload' ? fact.job : null;
  const minutes = job ? minutesOfOverlap(job) : undefined;
  if (!job || minutes === undefined) return [];
  const often = minutes === 1 ? 'every minute' : `every ${minutes} minutes`;
  const why = `one starts ${often} whether or not the one before has ended (concurrencyPolicy Allow)`;
  return [{ factor: `runs of ${name} at once`, why, at: { uri, path: job.schedule.path } }];
}

/** The stack that makes a workload makes the server too, and no other of its kind. */
function isOfStack({ hosted }: StoreNode, { unit }: WorkloadNode): boolean {
  return hosted !== null && hosted.stack === unit;
}

function total<T extends Demand | PoolerDemand>(
  demands: readonly T[],
  of: (demand: T) => number,
): number {
  return demands.reduce((sum, demand) => sum + of(demand), 0);
}

function unique(all: readonly MissingFactor[]): readonly MissingFactor[] {
  return [...new Map(all.map((each) => [`${each.factor}\n${each.why}`, each])).values()];
}

function missingOf(
  { name, why, at }: Factor,
  { name: owner }: { readonly name: string },
): MissingFactor {
  return { factor: `${name} of ${owner}`, why: why ?? 'it is not written', at };
}

function demandOf(use: PoolUse): Demand {
  const { workload, process, size, least: fewestOpen } = use;
  const { most, least: fewest, rollout } = workload;
  const concurrency = process.concurrency;
  const bounded = concurrency?.value ?? null;
  // A pool has one connection at the least: what works on one thing at a time uses one of any.
  const isAny = size.value === null && bounded !== null && bounded <= 1;
  // What a pool opens when it is made stays open, however little is worked on.
  const kept = bounded === 0 ? 0 : Math.min(fewestOpen.value ?? 0, size.value ?? 0);
  const each =
    size.value === null
      ? isAny
        ? bounded
        : null
      : Math.max(kept, Math.min(size.value, bounded ?? size.value));
  const factors: readonly Factor[] = [
    most,
    process.count,
    ...(isAny ? [] : [size]),
    ...(concurrency && concurrency.value === null ? [concurrency] : []),
  ];
  const isNothing = each === 0;
  const missing = isNothing ? [] : factors.filter(({ value }) => value === null);
  // One process is the least there can be, and code of these languages waits for nothing but its pool.
  const isBound = !/\.(?:[cm]?[jt]sx?|go)$/.test(use.file);
  const assumed = isNothing || !isBound ? [] : factors.filter(({ origin }) => origin === 'assumed');
  const processes = process.count.value;
  const counted =
    each !== null &&
    processes !== null &&
    most.value !== null &&
    (concurrency === null || concurrency.value !== null);
  const perOne = counted ? each * processes : 0;
  const replicas = most.value ?? 0;
  const [low, high] = rollout.alive(replicas);
  return {
    workload,
    use,
    each,
    bound: boundOf(each, use),
    floor: counted ? (fewest.value ?? 0) * processes * kept : 0,
    steady: replicas * perOne,
    rollout: [low * perOne, high * perOne],
    ceiling: size.value !== null && processes !== null ? replicas * processes * size.value : 0,
    missing,
    assumed,
  };
}

/** Why a process uses less than its pool: `4 threads use 4 of 15`; `null` where the pool bounds it. */
function boundOf(each: number | null, { process, size }: PoolUse): string | null {
  const { concurrency } = process;
  if (each === null || size.value === null || each >= size.value || !concurrency) return null;
  if (each === 0) return `${concurrency.why ?? process.program}: 0 of ${size.value}`;
  if (each > (concurrency.value ?? each))
    return `it keeps ${each} of ${size.value} open, whatever runs`;
  return each === 1 && concurrency.why !== null
    ? `${concurrency.why}: 1 of ${size.value}`
    : `${concurrency.value} ${concurrency.name} use ${each} of ${size.value}`;
}

/** The rollout, at the most, if one process's pool had another maximum, the rest being as it is. */
export function rolloutWithPool(budget: Budget, demand: Demand, size: number): number {
  const { workload, use } = demand;
  const [, high] = workload.rollout.alive(workload.most.value ?? 0);
  const bounded = use.process.concurrency?.value ?? size;
  const after = high * (use.process.count.value ?? 0) * Math.min(size, bounded);
  return budget.rollout[1] - demand.rollout[1] + after;
}

/** The rollout, at the most, if a workload had another largest size, the rest being as it is. */
export function rolloutWithSize(budget: Budget, workload: WorkloadNode, size: number): number {
  const own = budget.demands.filter((demand) => demand.workload === workload);
  const perOne = own.reduce(
    (total, { each, use }) => total + (each ?? 0) * (use.process.count.value ?? 0),
    0,
  );
  const now = own.reduce((total, { rollout }) => total + rollout[1], 0);
  const [, high] = workload.rollout.alive(size);
  return budget.rollout[1] - now + high * perOne;
}

/** The largest maximum of a pool that fits the budget, 0 where none does. */
export function largestPool(budget: Budget, demand: Demand): number {
  return largest(demand.use.size.value ?? 0, budget, (size) =>
    rolloutWithPool(budget, demand, size),
  );
}

/** The largest size of a workload that fits the budget, 0 where none does. */
export function largestSize(budget: Budget, workload: WorkloadNode): number {
  return largest(workload.most.value ?? 0, budget, (size) =>
    rolloutWithSize(budget, workload, size),
  );
}

/** Goes down rather than divides: a surge is rounded, so division misses. */
function largest(from: number, { limit }: Budget, peak: (value: number) => number): number {
  const granted = limit.connections ?? limit.byDefault ?? 0;
  let value = Math.min(from, Math.max(0, granted));
  while (value > 0 && peak(value) > granted) value--;
  return value;
}

/** `16 pods × 1 process × 10`, as a person would do it again; each factor as it is known. */
export function arithmeticOf({ workload, use, each }: Demand): string {
  const { most, noun } = workload;
  const count = use.process.count.value;
  const one = count === 1 ? 'process' : 'processes';
  const size = most.value === 1 ? noun.replace(/s$/, '') : noun;
  return `${most.value ?? '?'} ${size} × ${count ?? '?'} ${one} × ${each ?? '?'}`;
}
