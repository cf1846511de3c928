import type { OutputRange } from './output';

/** A number of a budget and where it stands; `null` for a default that is written nowhere. */
export interface BudgetPlace {
  readonly uri: string;
  /** Relative to the project's root, with slashes. */
  readonly path: string;
  readonly range: OutputRange;
}

/** What one pool may ask of a server, over all processes of what runs it. */
export interface BudgetRow {
  /** The workload or group, as it is named. */
  readonly unit: string;
  readonly noun: 'pods' | 'instances';
  readonly least: number;
  readonly most: number;
  /** Pods that a rollout adds for a while at the largest size. */
  readonly surge: number;
  /** Whether that is written or the default of Kubernetes; `null` where a rollout adds nothing. */
  readonly surgeOrigin: 'declared' | 'defaulted' | null;
  readonly processes: number;
  /** Whether that number is written, or taken for 1. */
  readonly processesOrigin: 'declared' | 'defaulted';
  /** Connections one process may open. */
  readonly pool: number;
  /** Whether that number is written, computed, or the library's default. */
  readonly poolOrigin: 'declared' | 'derived' | 'defaulted';
  readonly poolAt: BudgetPlace;
  /** Where the largest size stands. */
  readonly mostAt: BudgetPlace;
  /** Connections at the smallest size, at the largest, and there during a rollout. */
  readonly floor: number;
  readonly steady: number;
  readonly rollout: number;
}

/** The connection budget of one database server in one environment; a lower bound. */
export interface ServerBudget {
  /** `null`: what belongs to no named environment. */
  readonly environment: string | null;
  readonly server: string;
  /** What the server grants to applications. */
  readonly limit: number;
  /** `100 − 3 for superusers − 5 reserved`. */
  readonly arithmetic: string;
  /** Where the limit is declared; `null` for the server program's default. */
  readonly limitAt: BudgetPlace | null;
  readonly rows: readonly BudgetRow[];
  /** The factors that are not written anywhere; the figures are a lower bound where there are any. */
  readonly open: readonly string[];
  readonly floor: number;
  readonly steady: number;
  readonly rollout: number;
}

/** A pool that no budget counts. */
export interface UncountedPool {
  readonly at: BudgetPlace;
  /** What would have to be known. */
  readonly why: string;
}

/** What connection pools of a project ask for, as far as it can be told. */
export interface Capacity {
  readonly root: string;
  readonly budgets: readonly ServerBudget[];
  readonly uncounted: readonly UncountedPool[];
  /** Why there is no budget; `null` where there is one. */
  readonly missing: string | null;
}
