import type { FactKind } from '../contracts/fact';
import type { Keep, System } from '../contracts/system';
import { systemOver } from '../system/build';
import { classOf } from '../system/environments';
import { type Applied, appliedOf } from './applied';
import { type ResolvedAutoscaler, resolveAutoscalers } from './autoscalers';
import type { DeclaredDatabase, Entry, Facts } from './entry';
import { packageOf } from './packages';

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
  /** The system as one graph: what runs, what it opens and where that leads. */
  readonly system: System;
}

declare module '../contracts/rule' {
  interface Models {
    architecture: Architecture;
  }
}

/** What an architecture is made of. Each member may take note that it was asked. */
export interface ArchitectureSources {
  readonly environment: string | null;
  readonly of: Facts;
  isClosed(): boolean;
  /** It is what people start for themselves, beside what is deployed by an orchestrator. */
  isAside(): boolean;
  databases(): readonly DeclaredDatabase[];
  /** The folders that are packages, relative to the root. */
  packages(): ReadonlySet<string>;
  /** The files that a program loads which begins with this one; nothing where it is no file of code. */
  loaded(file: string): ReadonlySet<string> | undefined;
  readonly kept: Keep;
  /** The node of its id that said the same before, if it does. */
  sameNode<T extends { readonly id: string }>(node: T): T;
}

/** Joins facts that belong together, each join when it is asked for. */
export function architectureOver(sources: ArchitectureSources): Architecture {
  const { environment, of, isClosed, databases, packages, kept } = sources;
  const autoscalers = kept('autoscalers', () => resolveAutoscalers(snapshot(of)));
  const applied = kept('applied', () => appliedOf(snapshot(of)));
  const system = systemOver({
    environment,
    classOf: () => (sources.isAside() ? 'development' : classOf(environment)),
    isClosed,
    of: (kind) => unpublished(of(kind)),
    declared: kept('declared servers', () =>
      databases().map(({ uri, path, ...database }) => ({ ...database, at: { uri, path } })),
    ),
    packageOf: (file) => packageOf(file, packages()),
    loaded: sources.loaded,
    kept,
    sameNode: sources.sameNode,
  });
  return Object.freeze({
    environment,
    of,
    get closed() {
      return isClosed();
    },
    get databases() {
      return databases();
    },
    get autoscalers() {
      return autoscalers();
    },
    get applied() {
      return applied();
    },
    system,
    packageOf: (file: string) => packageOf(file, packages()),
  });
}

/** What nobody here runs is part of no system. */
function unpublished<E extends Entry>(entries: readonly E[]): readonly E[] {
  const isHere = ({ build }: E) => build?.isPublished !== true;
  return entries.every(isHere) ? entries : entries.filter(isHere);
}

/** What is read of objects in a cluster. */
const CLUSTER_KINDS: readonly FactKind[] = [
  'workload',
  'autoscaler',
  'service',
  'disruption-budget',
  'vertical-autoscaler',
  'resource-quota',
  'volume-claim',
  'limit-range',
];

/**
 * The facts of a cluster as they are now, all asked at once: what is joined from them may look at
 * some of them only later, when nobody takes note of it any more.
 */
function snapshot(of: Facts): Facts {
  const byKind = new Map(CLUSTER_KINDS.map((kind) => [kind, of(kind)]));
  return (kind) => {
    const entries = byKind.get(kind);
    if (!entries) throw new Error(`${kind} is no kind of fact about a cluster`);
    return entries as unknown as ReturnType<typeof of<typeof kind>>;
  };
}
