import type { Loadable } from '../contracts/linking';
import type { Keep, System } from '../contracts/system';
import { systemOver } from '../system/build';
import { classOf } from '../system/environments';
import { type Applied, appliedOf } from './applied';
import { type ResolvedAutoscaler, resolveAutoscalers, workloadsByName } from './autoscalers';
import type { DeclaredDatabase, Entry, Facts, PartsOfFacts } from './entry';
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
  /** The builds of the environment by their ids, and `null` for what belongs to none. */
  builds(): readonly (string | null)[];
  /** The same, with the autoscalers that belong to one build, or with `null` to none. */
  ofBuild(build: string | null): Architecture;
}

declare module '../contracts/rule' {
  interface Models {
    architecture: Architecture;
  }
}

/** What an architecture is made of. Each member may take note that it was asked. */
export interface ArchitectureSources extends PartsOfFacts {
  readonly environment: string | null;
  /** The ids of the builds of the environment. */
  builds(): readonly string[];
  isClosed(): boolean;
  /** It is what people start for themselves, beside what is deployed by an orchestrator. */
  isAside(): boolean;
  databases(): readonly DeclaredDatabase[];
  /** The folders that are packages, relative to the root. */
  packages(): ReadonlySet<string>;
  /** The files that a program loads which begins with this one; nothing where it is no file of code. */
  loaded(file: string): ReadonlySet<string> | undefined;
  /** What a program can load that begins with files of a package, of which nobody says with which. */
  loadedWithin(folder: string): Loadable;
  readonly kept: Keep;
  /** The node of its id that said the same before, if it does. */
  sameNode<T extends { readonly id: string }>(node: T): T;
}

/** Joins facts that belong together, each join when it is asked for. */
export function architectureOver(sources: ArchitectureSources): Architecture {
  const { environment, of, isClosed, databases, packages, kept } = sources;
  const byName = kept('workloads by name', () => workloadsByName(of('workload')));
  const resolved = (build: string | null) =>
    kept('autoscalers', () => resolveAutoscalers(build, sources, byName), build ?? '');
  const builds = (): readonly (string | null)[] => [null, ...sources.builds()];
  const autoscalers = kept('all autoscalers', () => builds().flatMap((build) => resolved(build)()));
  const applied = appliedOf(sources, kept);
  const system = systemOver({
    environment,
    classOf: () => (sources.isAside() ? 'development' : classOf(environment)),
    isClosed,
    of: (kind) => unpublished(of(kind)),
    ofBuild: (kind, build) => unpublished(sources.ofBuild(kind, build)),
    builds,
    autoscalersOf: (build) => unpublishedAutoscalers(resolved(build)()),
    declared: kept('declared servers', () =>
      databases().map(({ uri, path, ...database }) => ({ ...database, at: { uri, path } })),
    ),
    packageOf: (file) => packageOf(file, packages()),
    loaded: sources.loaded,
    loadedWithin: sources.loadedWithin,
    kept,
    sameNode: sources.sameNode,
  });
  const over = (scalers: () => readonly ResolvedAutoscaler[]): Architecture =>
    Object.freeze({
      environment,
      of,
      get closed() {
        return isClosed();
      },
      get databases() {
        return databases();
      },
      get autoscalers() {
        return scalers();
      },
      applied,
      system,
      packageOf: (file: string) => packageOf(file, packages()),
      builds,
      ofBuild: (build: string | null) => over(resolved(build)),
    });
  return over(autoscalers);
}

/** Lists of which it has been worked out what of them is run here. */
const run = new WeakMap<readonly Entry[], readonly Entry[]>();

/** What nobody here runs is part of no system. */
function unpublished<E extends Entry>(entries: readonly E[]): readonly E[] {
  const known = run.get(entries);
  if (known) return known as readonly E[];
  const isHere = ({ build }: E) => build?.isPublished !== true;
  const found = entries.every(isHere) ? entries : entries.filter(isHere);
  run.set(entries, found);
  return found;
}

function unpublishedAutoscalers(
  autoscalers: readonly ResolvedAutoscaler[],
): readonly ResolvedAutoscaler[] {
  const here = unpublished(autoscalers.map(({ entry }) => entry));
  if (here.length === autoscalers.length && autoscalers.every(isOfHere)) return autoscalers;
  return autoscalers
    .filter(({ entry }) => here.includes(entry))
    .map((autoscaler) => {
      const candidates = unpublished(autoscaler.candidates);
      const target = candidates.length === 1 ? (candidates[0] ?? null) : null;
      return { ...autoscaler, candidates, target };
    });
}

function isOfHere({ candidates }: ResolvedAutoscaler): boolean {
  return unpublished(candidates) === candidates;
}
