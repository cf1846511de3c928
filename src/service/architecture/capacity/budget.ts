import type { PoolFact } from '../../contracts/fact';
import type { ResolvedAutoscaler } from '../autoscalers';
import type { DeclaredDatabase, EntryOf } from '../entry';
import type { Way } from '../poolers';
import { type Limit, limitOf, type ServerLimit } from './limits';
import { linkPools } from './links';
import { poolMaximum, type Unit, unitsOf } from './units';

/** What one pool may ask of a server, over all processes of the unit that runs it. */
export interface Demand {
  readonly pool: EntryOf<'pool'>;
  readonly unit: Unit;
  /** Connections one process may open through the pool. */
  readonly perProcess: number;
  /** Connections while nothing is being replaced. */
  readonly steady: number;
  /** Connections while a rollout runs old and new pods side by side; a lower bound. */
  readonly rollout: number;
}

/** What pools may ask of one database server, and what it grants. */
export interface ConnectionBudget {
  readonly limit: Limit;
  /** The largest first. */
  readonly demands: readonly Demand[];
  readonly steady: number;
  readonly rollout: number;
}

/** The facts a budget is made of. */
export interface BudgetSources {
  readonly autoscalers: readonly ResolvedAutoscaler[];
  readonly workloads: readonly EntryOf<'workload'>[];
  readonly groups: readonly EntryOf<'scaling-group'>[];
  readonly pools: readonly EntryOf<'pool'>[];
  /** Whether a pool's connections go to a pooler. */
  readonly wayOf: (pool: PoolFact) => Way;
  /** What the servers that run here say of their own limits. */
  readonly servers: readonly ServerLimit[];
  readonly databases: readonly DeclaredDatabase[];
}

/**
 * The connection budget of each database server of an environment, as a lower bound: a pool, a
 * factor or a link that cannot be told adds nothing, so an excess is an excess. A pool that leads to
 * a pooler asks the pooler, not the server.
 */
export function connectionBudgets({
  autoscalers,
  workloads,
  groups,
  pools,
  wayOf,
  servers,
  databases,
}: BudgetSources): readonly ConnectionBudget[] {
  const byServer = new Map<string, { limit: Limit; demands: Demand[] }>();
  for (const { pool, unit } of linkPools(inForce(pools), unitsOf(autoscalers, workloads, groups))) {
    if (wayOf(pool.fact) !== 'direct') continue;
    const limit = limitOf(pool.fact, databases, servers);
    const perProcess = poolMaximum(pool, unit);
    if (!limit || perProcess === undefined) continue;
    // Whether two units use the same server is known only of declared ones.
    const key = limit.declaredAt ? limit.server : `${limit.server}\n${unit.file}\n${unit.name}`;
    const server = byServer.get(key) ?? { limit, demands: [] };
    byServer.set(key, server);
    server.demands.push(demandOf(pool, unit, perProcess));
  }
  return [...byServer.values()].map(({ limit, demands }) => {
    const largest = onePoolAFileAndUnit(demands);
    return {
      limit,
      demands: largest,
      steady: sum(largest.map(({ steady }) => steady)),
      rollout: sum(largest.map(({ rollout }) => rollout)),
    };
  });
}

/** What the settings of an environment say replaces what the settings beside them say for all. */
function inForce(pools: readonly EntryOf<'pool'>[]): readonly EntryOf<'pool'>[] {
  const keyOf = ({ file, fact }: EntryOf<'pool'>) =>
    `${file.slice(0, file.lastIndexOf('/') + 1)} ${fact.library} ${fact.path}`;
  const replaced = new Set(
    pools.filter(({ environment }) => environment !== null).map((pool) => keyOf(pool)),
  );
  return pools.filter((pool) => pool.environment !== null || !replaced.has(keyOf(pool)));
}

function demandOf(pool: EntryOf<'pool'>, unit: Unit, perProcess: number): Demand {
  const each = unit.processes * perProcess;
  return {
    pool,
    unit,
    perProcess,
    steady: unit.most * each,
    rollout: (unit.most + unit.surge(unit.most)) * each,
  };
}

/**
 * Two files of a unit that each open a pool may be two programs of one image, so only the file
 * that asks for most counts.
 */
function onePoolAFileAndUnit(demands: readonly Demand[]): readonly Demand[] {
  const files = new Map<Unit, Map<string, Demand[]>>();
  for (const demand of demands) {
    const ofUnit = files.get(demand.unit) ?? new Map<string, Demand[]>();
    files.set(demand.unit, ofUnit);
    const beside = ofUnit.get(demand.pool.uri);
    if (beside) beside.push(demand);
    else ofUnit.set(demand.pool.uri, [demand]);
  }
  return [...files.values()]
    .flatMap(
      (ofUnit) =>
        [...ofUnit.values()].sort(
          (a, b) => sum(b.map(({ rollout }) => rollout)) - sum(a.map(({ rollout }) => rollout)),
        )[0] ?? [],
    )
    .sort((a, b) => b.rollout - a.rollout);
}

/** The rollout peak if one process's pool had another maximum, the rest being as it is. */
export function rolloutWithPool(
  { rollout }: ConnectionBudget,
  demand: Demand,
  perProcess: number,
): number {
  return rollout - demand.rollout + (demand.rollout / demand.perProcess) * perProcess;
}

/** The rollout peak if a unit had another largest size, the rest being as it is. */
export function rolloutWithSize(
  { demands, rollout }: ConnectionBudget,
  unit: Unit,
  size: number,
): number {
  const own = demands.filter((demand) => demand.unit === unit);
  const each = unit.processes * sum(own.map(({ perProcess }) => perProcess));
  const now = sum(own.map((demand) => demand.rollout));
  return rollout - now + (size + unit.surge(size)) * each;
}

/** The largest maximum of a pool that fits the budget, 0 where none does. */
export function largestPool(budget: ConnectionBudget, demand: Demand): number {
  return largest(demand.perProcess, budget, (max) => rolloutWithPool(budget, demand, max));
}

/** The largest size of a unit that fits the budget, 0 where none does. */
export function largestSize(budget: ConnectionBudget, unit: Unit): number {
  return largest(unit.most, budget, (size) => rolloutWithSize(budget, unit, size));
}

/** Goes down rather than divides: a surge is rounded, so division misses. */
function largest(
  from: number,
  { limit }: ConnectionBudget,
  peak: (value: number) => number,
): number {
  // Each step takes at least one connection, so nothing above the limit can fit.
  let value = Math.min(from, Math.max(0, limit.connections));
  while (value > 0 && peak(value) > limit.connections) value--;
  return value;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
