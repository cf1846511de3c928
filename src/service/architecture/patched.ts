import type { AutoscalerFact, Fact, FactKind } from '../contracts/fact';
import { wildcardMatcher } from '../text/wildcards';
import type { Entry, Facts } from './entry';
import { grouped } from './grouped';
import { type AppliedPatch, type Build, buildsOf, type Kustomize, namesIn } from './kustomize';

/** Kinds of fact that state an object of a cluster, and how Kubernetes calls it. */
const RESOURCES: Partial<Readonly<Record<FactKind, string>>> = {
  service: 'Service',
  'limit-range': 'LimitRange',
  'disruption-budget': 'PodDisruptionBudget',
  'vertical-autoscaler': 'VerticalPodAutoscaler',
  'resource-quota': 'ResourceQuota',
  'volume-claim': 'PersistentVolumeClaim',
};
const OBJECTS = ['workload', 'autoscaler', ...(Object.keys(RESOURCES) as FactKind[])] as const;

/** What of a workload anything here depends on: its count, its labels, its containers. */
const OF_WORKLOADS =
  /^spec(?:$|\/replicas$|\/template(?:$|\/metadata(?:$|\/labels)|\/spec(?:$|\/(?:containers|initContainers|resources|terminationGracePeriodSeconds|volumes))))/;
const OF_OTHERS = /^spec(?:$|\/)/;

/** Whether a kustomize patch may change of an object what is read of it: its file is not the last word. */
export function mayBePatched(entry: Entry, kustomize: Kustomize, of: Facts): boolean {
  const fields = entry.fact.kind === 'workload' ? OF_WORKLOADS : OF_OTHERS;
  return buildsOf(kustomize, entry.file).some(
    (build) => build.rewrites || touchedIn(build, entry, of).some((path) => fields.test(path)),
  );
}

/** The autoscaler as the builds that take it in make it: what a patch sets is no longer known. */
export function patchedAutoscaler(
  entry: Entry<AutoscalerFact>,
  kustomize: Kustomize,
  of: Facts,
): Entry<AutoscalerFact> {
  const touched = buildsOf(kustomize, entry.file).flatMap((build) => touchedIn(build, entry, of));
  const sets = (key: string) =>
    touched.some((path) => path === 'spec' || `${path}/`.startsWith(`spec/${key}/`));
  const { fact } = entry;
  const why = 'a kustomize patch sets it';
  const hidden = (key: 'minReplicas' | 'maxReplicas') =>
    sets(key) ? ({ state: 'unknown', why, path: fact[key].path } as const) : fact[key];
  if (!touched.some((path) => OF_OTHERS.test(path))) return entry;
  return {
    ...entry,
    fact: {
      ...fact,
      minReplicas: hidden('minReplicas'),
      maxReplicas: hidden('maxReplicas'),
      metrics: sets('metrics') ? [] : fact.metrics,
      complete: fact.complete && !sets('scaleTargetRef') && !sets('metrics'),
    },
  };
}

/** The fields of an object that the patches of a build set; `spec` where anything may be set. */
function touchedIn(build: Build, entry: Entry, of: Facts): readonly string[] {
  const name = nameOf(entry.fact);
  const names = name === undefined ? undefined : namesIn(build, entry.file, name);
  const touched = build.patches.flatMap((patch) =>
    touchedBy(patch, resourceOf(entry.fact), names, of),
  );
  return touched.map((path) => (path.includes('$patch') ? 'spec' : path));
}

function touchedBy(
  { file, targetKind, targetName, touches }: AppliedPatch,
  resource: string,
  names: readonly string[] | undefined,
  of: Facts,
): readonly string[] {
  const isTarget =
    matches(targetKind, [resource]) && (names === undefined || matches(targetName, names));
  if (file === null) return isTarget ? (touches ?? ['spec']) : [];
  const inside = objectsIn(file, of);
  if (targetKind !== null || targetName !== null) {
    if (!isTarget) return [];
    return inside.length === 0 ? ['spec'] : inside.flatMap(({ fact }) => fieldsOf(fact));
  }
  if (inside.length === 0) return ['spec'];
  return inside
    .filter(({ fact }) => {
      const named = nameOf(fact);
      const isSame = named === undefined || names === undefined || names.includes(named);
      return resourceOf(fact) === resource && isSame;
    })
    .flatMap(({ fact }) => fieldsOf(fact));
}

/** The objects of each file, by the facts they are read from. */
const byFile = new WeakMap<Facts, ReadonlyMap<string, readonly Entry[]>>();

function objectsIn(file: string, of: Facts): readonly Entry[] {
  const index =
    byFile.get(of) ??
    grouped(
      OBJECTS.flatMap((kind): readonly Entry[] => of(kind)),
      (entry) => entry.file,
    );
  byFile.set(of, index);
  return index.get(file) ?? [];
}

/** The fields that an object of a patch file sets; `spec` where it is whole, or not followed. */
function fieldsOf(fact: Fact): readonly string[] {
  if (fact.kind !== 'workload' && fact.kind !== 'autoscaler') return ['spec'];
  return fact.sets.length === 0 ? ['spec'] : fact.sets;
}

const PLAIN = { folders: false, braces: false, hidesDots: false };

function matches(expression: string | null, texts: readonly string[]): boolean {
  if (expression === null) return true;
  // Anything but names, their alternatives and a "*" behind a dot may match: the patch may apply.
  if (!/^[\w.|*-]*$/.test(expression) || /(?<!\.)\*/.test(expression)) return true;
  const plain = expression
    .split('|')
    .map((part) => wildcardMatcher(part.replace(/\.(?!\*)/g, '?').replaceAll('.*', '*'), PLAIN));
  return texts.some((text) => plain.some((isMeant) => isMeant(text)));
}

function nameOf(fact: Fact): string | undefined {
  return 'name' in fact && fact.name.state === 'known' ? fact.name.value : undefined;
}

function resourceOf(fact: Fact): string {
  return 'resource' in fact ? fact.resource : (RESOURCES[fact.kind] ?? '');
}
