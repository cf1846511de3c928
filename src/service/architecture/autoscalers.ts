import type { AutoscalerFact, FactValue, WorkloadFact } from '../contracts/fact';
import { folderOf } from '../text/paths';
import type { Entry, PartsOfFacts } from './entry';
import { grouped } from './grouped';

/** An autoscaler and what it scales, as far as the files tell. */
export interface ResolvedAutoscaler {
  readonly entry: Entry<AutoscalerFact>;
  /** The one workload it names; `null` where there is none, or more than one. */
  readonly target: Entry<WorkloadFact> | null;
  /** Every workload that the name may mean. */
  readonly candidates: readonly Entry<WorkloadFact>[];
  readonly scope: ResolveScope;
}

/** The part of a project that is applied together, so that a name in it means one thing. */
export interface ResolveScope {
  /** The folder it starts at, relative to the project root; empty for the root itself. */
  readonly root: string;
  /** A kustomization and a chart are applied as a whole; the files of a folder only may be. */
  readonly by: 'kustomization' | 'chart' | 'folder';
  /** Names or namespaces may differ once applied: a build that is open, a Helm chart. */
  readonly transformed: boolean;
  readonly workloads: readonly Entry<WorkloadFact>[];
}

/** Workloads by their name, the empty one for what has none that is known. */
export type WorkloadsByName = ReadonlyMap<string, readonly Entry<WorkloadFact>[]>;

/** Workloads by their name. */
export function workloadsByName(workloads: readonly Entry<WorkloadFact>[]): WorkloadsByName {
  return grouped(workloads, ({ fact }) => said(fact.name) ?? '');
}

/**
 * Joins the autoscalers of one build, or with `null` those of none, with workloads by group, kind, name and
 * namespace. The API server compares the group and the kind only; the version in `scaleTargetRef` may differ.
 *
 * @param byName - the workloads of the environment; asked only where a name may mean one of another build
 */
export function resolveAutoscalers(
  build: string | null,
  { of, ofBuild }: PartsOfFacts,
  byName: () => WorkloadsByName,
): readonly ResolvedAutoscaler[] {
  const own = workloadsByName(build === null ? [] : ofBuild('workload', build));
  return ofBuild('autoscaler', build).map((entry) => {
    const scope =
      builtScope(entry, () => ofBuild('workload', build)) ?? scopeOf(entry.file, of('workload'));
    const candidates = candidatesOf(entry, scope, own, byName);
    const target = candidates.length === 1 ? (candidates[0] ?? null) : null;
    return { entry, target, candidates, scope };
  });
}

/** The API group of an `apiVersion`; Deployments moved from `extensions` to `apps`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  const group = slash === -1 ? '' : apiVersion.slice(0, slash);
  return group === 'extensions' ? 'apps' : group;
}

/** Whether two objects may be in one namespace: an unnamed one goes where it is applied. */
export function sameNamespace(a: FactValue<string>, b: FactValue<string>): boolean {
  return a.state !== 'known' || b.state !== 'known' || a.value === b.value;
}

/** An object of a build means what that build applies. */
function builtScope(
  { build }: Entry,
  own: () => readonly Entry<WorkloadFact>[],
): ResolveScope | undefined {
  if (build === null) return undefined;
  return {
    root: build.id,
    by: build.id.startsWith('kustomize:') ? 'kustomization' : 'folder',
    transformed: !build.closed,
    workloads: own(),
  };
}

function scopeOf(file: string, workloads: readonly Entry<WorkloadFact>[]): ResolveScope {
  const chart = chartOf(file);
  const root = chart ?? folderOf(file);
  return {
    root,
    by: chart === undefined ? 'folder' : 'chart',
    transformed: chart !== undefined,
    workloads: workloads.filter((workload) => isWithin(workload.file, root)),
  };
}

/** The folder of the Helm chart whose template a file is. */
function chartOf(file: string): string | undefined {
  const at = `/${file}`.lastIndexOf('/templates/');
  return at === -1 ? undefined : file.slice(0, Math.max(0, at - 1));
}

/**
 * Within a kustomization only what it builds counts. Elsewhere the nearest match does: the same
 * file, then the folder, then the folders around it.
 */
function candidatesOf(
  { fact: autoscaler, file, build }: Entry<AutoscalerFact>,
  scope: ResolveScope,
  own: WorkloadsByName,
  byName: () => WorkloadsByName,
): readonly Entry<WorkloadFact>[] {
  const name = said(autoscaler.target.name) ?? '';
  if (build !== null) {
    const built = matching(autoscaler, own.get(name) ?? []);
    // Manifests may be applied with those of other folders too.
    if (built.length > 0 || scope.by === 'kustomization') return built;
  }
  const workloads = byName().get(name) ?? [];
  const inFile = matching(
    autoscaler,
    workloads.filter((workload) => workload.file === file),
  );
  if (inFile.length > 0) return inFile;
  for (
    let folder: string | undefined = folderOf(file);
    folder !== undefined;
    folder = around(folder)
  ) {
    const root = folder;
    const found = matching(
      autoscaler,
      workloads.filter((workload) => isWithin(workload.file, root)),
    );
    if (found.length > 0) return found;
  }
  return [];
}

function matching(
  { target, namespace }: AutoscalerFact,
  workloads: readonly Entry<WorkloadFact>[],
): readonly Entry<WorkloadFact>[] {
  const { kind, name, apiVersion } = target;
  if (kind.state !== 'known' || name.state !== 'known' || apiVersion.state === 'unknown') return [];
  const found = workloads.filter(
    ({ fact }) =>
      fact.resource === kind.value &&
      fact.name.state === 'known' &&
      fact.name.value === name.value &&
      (apiVersion.state === 'absent' || groupOf(apiVersion.value) === groupOf(fact.apiVersion)) &&
      sameNamespace(namespace, fact.namespace),
  );
  const exact = found.filter(({ fact }) => said(fact.namespace) === said(namespace));
  return exact.length > 0 ? exact : found;
}

function said(value: FactValue<string>): string | undefined {
  return value.state === 'known' ? value.value : undefined;
}

function isWithin(file: string, folder: string): boolean {
  return folder === '' || file.startsWith(`${folder}/`);
}

function around(folder: string): string | undefined {
  if (folder === '') return undefined;
  return folderOf(folder);
}
