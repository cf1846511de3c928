import type { Fact, FactKind, FactValue } from '../contracts/fact';
import { sameNamespace } from './autoscalers';
import type { Entry, EntryOf, Facts } from './entry';
import { grouped } from './grouped';
import { type Build, buildsOf, folderOf, type Kustomize, readKustomize } from './kustomize';
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

/** The kustomizations of a project are read when something is first asked, each file's builds once. */
export function appliedOf(of: Facts): Applied {
  let read: Kustomize | undefined;
  const builds = new Map<string, readonly Build[]>();
  const folders = new Map<FactKind, ReadonlyMap<string, readonly Entry[]>>();
  const kustomize = () => {
    read ??= readKustomize(of('kustomization'));
    return read;
  };

  function buildsAround(file: string): readonly Build[] {
    const known = builds.get(file);
    if (known !== undefined) return known;
    const found = buildsOf(kustomize(), file);
    builds.set(file, found);
    return found;
  }

  function inFolder(folder: string, kind: FactKind): readonly Entry[] {
    const known = folders.get(kind) ?? grouped(of(kind), ({ file }) => folderOf(file));
    folders.set(kind, known);
    return known.get(folder) ?? [];
  }

  /**
   * Files of a folder that no kustomization builds may be applied together, unless the folder shows
   * that they are alternatives: one name stands in several of them.
   */
  function hasTwin({ file, fact }: Entry): boolean {
    const name = nameOf(fact);
    return inFolder(folderOf(file), fact.kind).some(
      (other) => other.file !== file && name !== undefined && nameOf(other.fact) === name,
    );
  }

  function together({ file }: Entry, kind: FactKind): readonly Entry[] {
    const around = buildsAround(file);
    if (around.length > 0) {
      return of(kind).filter((other) => around.some(({ files }) => files.has(other.file)));
    }
    return inFolder(folderOf(file), kind).filter((other) => buildsAround(other.file).length === 0);
  }

  return {
    beside: <K extends NamespacedKind>(entry: Entry, kind: K) =>
      together(entry, kind).filter(
        (other) =>
          !kustomize().patchFiles.has(other.file) &&
          sameNamespace(namespaceOf(entry.fact), namespaceOf(other.fact)) &&
          (other.file === entry.file ||
            buildsAround(entry.file).length > 0 ||
            !(hasTwin(entry) || hasTwin(other))),
      ) as unknown as readonly EntryOf<K>[],
    mayBePatched: (entry) => mayBePatched(entry, kustomize(), of),
  };
}

function nameOf(fact: Fact): string | undefined {
  return 'name' in fact && fact.name.state === 'known' ? fact.name.value : undefined;
}

function namespaceOf(fact: Fact): FactValue<string> {
  return 'namespace' in fact ? fact.namespace : { state: 'absent', path: '' };
}
