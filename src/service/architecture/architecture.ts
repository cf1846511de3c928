import type { FactKind } from '../contracts/fact';
import { type Applied, appliedOf } from './applied';
import { type ResolvedAutoscaler, resolveAutoscalers } from './autoscalers';
import { type ConnectionBudget, connectionBudgets } from './capacity/budget';
import { serversOf } from './capacity/limits';
import type { DeclaredDatabase, Entry, EntryOf, Facts } from './entry';
import { packageOf } from './packages';
import { wayOf } from './poolers';

/** What the files of one environment say together. */
export interface Architecture {
  /** `null`: what belongs to no named environment, in a project that names none. */
  readonly environment: string | null;
  /** Every file of the project has been read, so what is not here is not anywhere. */
  readonly closed: boolean;
  readonly databases: readonly DeclaredDatabase[];
  /** The facts of a kind, in the order of their files. */
  readonly of: Facts;
  /** Each autoscaler with the workload it scales, where that can be told. */
  readonly autoscalers: readonly ResolvedAutoscaler[];
  /** Which objects meet in one cluster. */
  readonly applied: Applied;
  /** The folder of the package that a file belongs to, relative to the root; empty for the root's own. */
  packageOf(file: string): string;
  /** What connection pools may ask of each database server, and what it grants. */
  readonly budgets: readonly ConnectionBudget[];
}

declare module '../contracts/rule' {
  interface Models {
    architecture: Architecture;
  }
}

/** Joins facts that belong together; pure, and cheap enough to do anew whenever a fact changes. */
export function buildArchitecture(
  environment: string | null,
  entries: readonly Entry[],
  databases: readonly DeclaredDatabase[],
  closed: boolean,
  packages: ReadonlySet<string> = new Set(),
): Architecture {
  const byKind = new Map<FactKind, Entry[]>();
  for (const entry of entries) {
    const list = byKind.get(entry.fact.kind);
    if (list) list.push(entry);
    else byKind.set(entry.fact.kind, [entry]);
  }
  const of = <K extends FactKind>(kind: K) => (byKind.get(kind) ?? []) as unknown as EntryOf<K>[];
  const autoscalers = resolveAutoscalers(of);
  return Object.freeze({
    environment,
    closed,
    databases,
    of,
    autoscalers,
    applied: appliedOf(of),
    packageOf: (file: string) => packageOf(file, packages),
    budgets: connectionBudgets({
      autoscalers,
      workloads: of('workload'),
      groups: of('scaling-group'),
      pools: of('pool'),
      wayOf: wayOf({ of }),
      servers: serversOf(of('workload')),
      databases,
    }),
  });
}
