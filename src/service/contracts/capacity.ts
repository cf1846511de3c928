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
  readonly processes: number;
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
  readonly floor: number;
  readonly steady: number;
  readonly rollout: number;
}
