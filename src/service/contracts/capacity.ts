import type { OutputRange } from './output';
import type { Certainty, FactorOrigin } from './system';

/** A number of a budget and where it stands. */
export interface BudgetPlace {
  readonly uri: string;
  /** Relative to the project's root, with slashes. */
  readonly path: string;
  readonly range: OutputRange;
}

/** One factor of a row; `value` is `null` where it cannot be told, and `why` says so. */
export interface BudgetFactor {
  /** As it is called where it stands: `maxReplicas`, `gunicorn --workers`, `pool`. */
  readonly name: string;
  readonly value: number | null;
  readonly origin: FactorOrigin;
  /** `null` for what stands nowhere. */
  readonly at: BudgetPlace | null;
  readonly why: string | null;
}

/** What one pool can open at a server, over all processes of what runs it. */
export interface BudgetRow {
  /** The workload or group, as it is named. */
  readonly unit: string;
  /** `pods`, `containers`, `tasks`, `instances`. */
  readonly noun: string;
  readonly least: BudgetFactor;
  readonly most: BudgetFactor;
  readonly processes: BudgetFactor;
  readonly pool: BudgetFactor;
  /** Connections one process can have at once; `null` where that cannot be told. */
  readonly each: number | null;
  /** Why that is less than the pool: `4 threads use 4 of 15`. */
  readonly bound: string | null;
  /** `16 pods × 1 process × 10`. */
  readonly arithmetic: string;
  /** How many are alive while they are replaced, at the least and at the most. */
  readonly alive: readonly [number, number];
  /** Whether it is stated that this workload runs the pool's code. */
  readonly certainty: Certainty;
  /** Whether it is stated that the pool leads to this server; a declared one takes what is likely. */
  readonly wayCertainty: Certainty;
  readonly floor: number;
  readonly steady: number;
  readonly rollout: readonly [number, number];
  readonly ceiling: number;
}

/** A factor that cannot be told, and how to say it. */
export interface MissingNumber {
  readonly factor: string;
  readonly why: string;
  readonly at: BudgetPlace | null;
  /** One line that declares it; `null` where only the file itself can. */
  readonly declare: string | null;
}

/** The connection budget of one database server in one environment. */
export interface ServerBudget {
  /** `null`: what belongs to no named environment. */
  readonly environment: string | null;
  readonly server: string;
  /** What it is: `postgres`, `mysql`, `mongodb`; `unknown` where no file says. */
  readonly engine: string;
  /** The database as `headroom.yaml` would name it, where nobody has said what it grants. */
  readonly undeclared: { readonly name: string; readonly engine: string } | null;
  /** What the server leaves to applications; `null` where no file says. */
  readonly limit: number | null;
  readonly limitOrigin: FactorOrigin;
  /**
   * The least and the most it can be, where it is computed from a machine's memory; `limit` is the
   * most. `null` for one number.
   */
  readonly limitRange: readonly [number, number] | null;
  /** `200 − 3`. */
  readonly arithmetic: string;
  readonly limitAt: BudgetPlace | null;
  /** What the engine leaves where nobody says anything; it may be set all the same. */
  readonly byDefault: number | null;
  /** What opens at once, at the smallest sizes. */
  readonly floor: number;
  /** What can be open at the largest size. */
  readonly steady: number;
  /** The same while pods are replaced: at the least, and at the most. */
  readonly rollout: readonly [number, number];
  readonly failover: readonly [number, number] | null;
  /** The sum of pool maxima, more than can be open where something else bounds it. */
  readonly ceiling: number;
  readonly missing: readonly MissingNumber[];
  readonly rows: readonly BudgetRow[];
  /**
   * What comes on top where a condition holds of which no file says that it does, such as a profile of compose: it is in
   * none of the sums. Left out where there is none.
   */
  readonly conditional?: readonly ConditionalRow[];
}

/** What one pool can open where its workload runs under a condition. */
export interface ConditionalRow extends BudgetRow {
  /** `metrics or debug`: profiles of compose. */
  readonly condition: string;
}

/** What can be open at the worst of what runs under conditions alone, as far as that is known. */
export function underConditions({ conditional = [] }: Pick<ServerBudget, 'conditional'>): number {
  return conditional.reduce((sum, { steady, rollout }) => sum + Math.max(steady, rollout[1]), 0);
}

/** A pool that no budget counts. */
export interface UncountedPool {
  readonly at: BudgetPlace;
  /** What would have to be known. */
  readonly why: string;
}

/** What connection pools of a project can open, as far as it can be told. */
export interface Capacity {
  readonly root: string;
  readonly budgets: readonly ServerBudget[];
  readonly uncounted: readonly UncountedPool[];
  /** Why there is no budget; `null` where there is one. */
  readonly missing: string | null;
}

/** What a budget lacks where no file says how many connections its server grants. */
export const LIMIT_FACTOR = 'the limit';

/** Whether more may be open than is counted: something that opens connections is not known. */
export function isOpenBudget({ missing }: Pick<ServerBudget, 'missing'>): boolean {
  return missing.some(({ factor }) => factor !== LIMIT_FACTOR);
}

/** Whether what a row counts is all that it can open. */
export function isCountedWhole({
  most,
  processes,
  pool,
}: Pick<BudgetRow, 'most' | 'processes' | 'pool'>): boolean {
  return [most, processes, pool].every(({ value }) => value !== null);
}

/** What can be open at the worst: what is certain to come at the largest size, and what can. */
export function worstOf({
  steady,
  rollout,
  failover,
}: {
  readonly steady: number;
  readonly rollout: readonly [number, number];
  readonly failover: readonly [number, number] | null;
}): readonly [number, number] {
  const at = (end: 0 | 1) => Math.max(steady, rollout[end], failover?.[end] ?? 0);
  return [at(0), at(1)];
}

/**
 * How far a budget is over its limit: the least is what is certain, the most what can be. `null` where the
 * limit is not known.
 */
export function excessOf(budget: ServerBudget): readonly [number, number] | null {
  const { limit } = budget;
  if (limit === null) return null;
  const [low, high] = worstOf(budget);
  return [Math.max(0, low - limit), Math.max(0, high - limit)];
}
