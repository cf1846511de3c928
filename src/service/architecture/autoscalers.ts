import type { AutoscalerFact, FactValue, WorkloadFact } from '../contracts/fact';
import type { Entry, Facts } from './entry';
import { grouped } from './grouped';
import {
  type AppliedReplicas,
  type Build,
  buildsOf,
  folderOf,
  type Kustomize,
  namesIn,
  namespaceIn,
  readKustomize,
} from './kustomize';
import { mayBePatched, patchedAutoscaler } from './patched';

/** An autoscaler and what it scales, as far as the files tell. */
export interface ResolvedAutoscaler {
  readonly entry: Entry<AutoscalerFact>;
  /** The one workload it names; `null` where there is none, or more than one. */
  readonly target: Entry<WorkloadFact> | null;
  /** Every workload that the name may mean. */
  readonly candidates: readonly Entry<WorkloadFact>[];
  readonly scope: ResolveScope;
  /** A kustomize patch may add to the target what its file lacks. */
  readonly targetPatched: boolean;
  /** The counts that kustomizations give to the target. */
  readonly setReplicas: readonly AppliedReplicas[];
}

/** The part of a project that is applied together, so that a name in it means one thing. */
export interface ResolveScope {
  /** The folder it starts at, relative to the project root; empty for the root itself. */
  readonly root: string;
  /** A kustomization and a chart are applied as a whole; the files of a folder only may be. */
  readonly by: 'kustomization' | 'chart' | 'folder';
  /** Names or namespaces may differ once applied: kustomize transformers, a Helm chart. */
  readonly transformed: boolean;
  readonly workloads: readonly Entry<WorkloadFact>[];
}

/**
 * Joins autoscalers with workloads by group, kind, name and namespace. The API server compares the
 * group and the kind only; the version in `scaleTargetRef` may differ. A patch is no workload.
 */
export function resolveAutoscalers(of: Facts): readonly ResolvedAutoscaler[] {
  const kustomize = readKustomize(of('kustomization'));
  const workloads = of('workload').filter(({ file }) => !kustomize.patchFiles.has(file));
  const byName = grouped(workloads, ({ fact }) => said(fact.name) ?? '');
  return of('autoscaler')
    .filter(({ file }) => !kustomize.patchFiles.has(file))
    .map((written) => {
      const entry = patchedAutoscaler(written, kustomize, of);
      const scope = builtScope(entry, workloads) ?? scopeOf(entry.file, kustomize, workloads);
      const candidates = candidatesOf(entry, scope, kustomize, byName);
      const target = candidates.length === 1 ? (candidates[0] ?? null) : null;
      const targetPatched = target !== null && mayBePatched(target, kustomize, of);
      const setReplicas = target === null ? [] : replicasFor(target, entry.file, kustomize);
      return { entry, target, candidates, scope, targetPatched, setReplicas };
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
  workloads: readonly Entry<WorkloadFact>[],
): ResolveScope | undefined {
  if (build === null) return undefined;
  return {
    root: build.id,
    by: build.id.startsWith('kustomize:') ? 'kustomization' : 'folder',
    transformed: !build.closed,
    workloads: workloads.filter((workload) => workload.build?.id === build.id),
  };
}

function scopeOf(
  file: string,
  kustomize: Kustomize,
  workloads: readonly Entry<WorkloadFact>[],
): ResolveScope {
  const builds = buildsOf(kustomize, file);
  const [nearest] = builds;
  if (nearest !== undefined) {
    const files = new Set(builds.flatMap((build) => [...build.files.keys()]));
    return {
      root: nearest.folder,
      by: 'kustomization',
      transformed: builds.some((build) => namesIn(build, file, '') === undefined),
      workloads: workloads.filter((workload) => files.has(workload.file)),
    };
  }
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
  kustomize: Kustomize,
  byName: ReadonlyMap<string, readonly Entry<WorkloadFact>[]>,
): readonly Entry<WorkloadFact>[] {
  if (build !== null) {
    const built = matching(autoscaler, scope.workloads);
    // Manifests may be applied with those of other folders too.
    if (built.length > 0 || scope.by === 'kustomization') return built;
  }
  const builds = buildsOf(kustomize, file);
  if (builds.length > 0) {
    const built = builds.flatMap((build) => matchingIn(build, autoscaler, file, scope.workloads));
    return [...new Set(built)];
  }
  const workloads = byName.get(said(autoscaler.target.name) ?? '') ?? [];
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

/** The workloads that an autoscaler means as a build applies both: under any name they have had. */
function matchingIn(
  build: Build,
  autoscaler: AutoscalerFact,
  file: string,
  workloads: readonly Entry<WorkloadFact>[],
): readonly Entry<WorkloadFact>[] {
  const { name } = autoscaler.target;
  if (name.state !== 'known') return [];
  const as = (entry: Entry<WorkloadFact>): Entry<WorkloadFact> => {
    const { fact } = entry;
    const namespace = namespaceIn(build, entry.file, fact.namespace);
    const own = fact.name.state === 'known' ? fact.name.value : '';
    const isMeant = namesIn(build, entry.file, own)?.includes(name.value) === true;
    return { ...entry, fact: { ...fact, namespace, name: isMeant ? name : fact.name } };
  };
  const inBuild = workloads.filter((workload) => build.files.has(workload.file));
  const namespace = namespaceIn(build, file, autoscaler.namespace);
  const built = inBuild.map(as);
  const meant = matching({ ...autoscaler, namespace }, built);
  return inBuild.filter((_, index) => meant.some((each) => each === built[index]));
}

function replicasFor(
  { file, fact }: Entry<WorkloadFact>,
  autoscalerFile: string,
  kustomize: Kustomize,
): readonly AppliedReplicas[] {
  const { name } = fact;
  if (name.state !== 'known') return [];
  const builds = buildsOf(kustomize, file).filter(({ files }) => files.has(autoscalerFile));
  return builds.flatMap((build) =>
    build.replicas.filter((set) => namesIn(build, file, name.value)?.includes(set.name)),
  );
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
