import type { Fact, FactKind, FactValue } from '../contracts/fact';
import type { Entry, EntryOf } from './architecture';
import { sameNamespace } from './autoscalers';
import { buildsOf, folderOf, type Kustomize, readKustomize } from './kustomize';
import { mayBePatched } from './patched';

/** Which objects of a project meet in one cluster, and which may differ there from their files. */
export interface Applied {
  /**
   * The entries of a kind that are applied together with another: in its file, in its folder, or by
   * a kustomization that builds both. Patches are none.
   */
  beside<K extends NamespacedKind>(entry: Entry, kind: K): readonly EntryOf<K>[];
  /** A kustomize patch may change it, so its file is not the last word. */
  mayBePatched(entry: Entry): boolean;
}

/** Facts that name the namespace they belong to. */
export type NamespacedKind =
  | 'workload'
  | 'autoscaler'
  | 'service'
  | 'disruption-budget'
  | 'vertical-autoscaler'
  | 'resource-quota'
  | 'volume-claim';

/** Reads the facts of one kind. */
type Facts = <K extends FactKind>(kind: K) => readonly EntryOf<K>[];

/** The kustomizations of a project are read when something is first asked. */
export function appliedOf(of: Facts): Applied {
  let read: Kustomize | undefined;
  const kustomize = () => {
    read ??= readKustomize(of('kustomization'));
    return read;
  };
  return {
    beside: (entry, kind) =>
      of(kind).filter(
        (other) =>
          !kustomize().patchFiles.has(other.file) &&
          sameNamespace(namespaceOf(entry.fact), namespaceOf(other.fact)) &&
          areTogether(entry, other, kustomize(), of),
      ),
    mayBePatched: (entry) => mayBePatched(entry, kustomize(), of),
  };
}

/**
 * Files of a folder that no kustomization builds may be applied together, unless the folder shows
 * that they are alternatives: one name stands in several of them.
 */
function areTogether(a: Entry, b: Entry, kustomize: Kustomize, of: Facts): boolean {
  if (a.file === b.file) return true;
  const builds = buildsOf(kustomize, a.file);
  const others = buildsOf(kustomize, b.file);
  if (builds.length > 0 || others.length > 0) return builds.some((build) => others.includes(build));
  return folderOf(a.file) === folderOf(b.file) && ![a, b].some((each) => hasTwin(each, of));
}

function hasTwin({ file, fact }: Entry, of: Facts): boolean {
  const name = nameOf(fact);
  return of(fact.kind).some((other) => {
    const isElsewhere = other.file !== file && folderOf(other.file) === folderOf(file);
    return isElsewhere && name !== undefined && nameOf(other.fact) === name;
  });
}

function nameOf(fact: Fact): string | undefined {
  return 'name' in fact && fact.name.state === 'known' ? fact.name.value : undefined;
}

function namespaceOf(fact: Fact): FactValue<string> {
  return 'namespace' in fact ? fact.namespace : { state: 'absent', path: '' };
}
