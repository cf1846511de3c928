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
  const folders = new Map<FactKind, ReadonlyMap<string, Folder>>();
  const built = new Map<string, readonly Entry[]>();
  const spaces = new WeakMap<readonly Entry[], Map<string, readonly Entry[]>>();
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

  function folderAround(file: string, kind: FactKind): Folder | undefined {
    const known =
      folders.get(kind) ??
      new Map(
        [...grouped(of(kind), (entry) => folderOf(entry.file))].map(([path, entries]) => [
          path,
          readFolder(
            entries,
            ({ file }) => buildsAround(file).length === 0 && !kustomize().patchFiles.has(file),
          ),
        ]),
      );
    folders.set(kind, known);
    return known.get(folderOf(file));
  }

  const byBuild = new Map<FactKind, ReadonlyMap<string, readonly Entry[]>>();

  /** What a build applies, of a kind. */
  function inBuild(id: string, kind: FactKind): readonly Entry[] {
    const known = byBuild.get(kind) ?? grouped(of(kind), ({ build }) => build?.id ?? '');
    byBuild.set(kind, known);
    return known.get(id) ?? [];
  }

  function hasTwin(entry: Entry): boolean {
    return folderAround(entry.file, entry.fact.kind)?.hasTwin(entry) === true;
  }

  /** What some of these builds takes in, of a kind; patches are none. */
  function builtBy(around: readonly Build[], kind: FactKind): readonly Entry[] {
    const key = [kind, ...around.map(({ folder }) => folder)].join('\n');
    const known =
      built.get(key) ??
      of(kind).filter(
        ({ file }) =>
          around.some(({ files }) => files.has(file)) && !kustomize().patchFiles.has(file),
      );
    built.set(key, known);
    return known;
  }

  function together(entry: Entry, kind: FactKind): readonly Entry[] {
    const { file, build } = entry;
    if (build !== null) return inBuild(build.id, kind);
    const around = buildsAround(file);
    if (around.length > 0) return builtBy(around, kind);
    const folder = folderAround(file, kind);
    if (folder === undefined) return [];
    const { unbuilt, alone, byFile } = folder;
    const own = byFile.get(file) ?? [];
    if (hasTwin(entry)) return own;
    if (!own.some(folder.hasTwin)) return alone;
    return unbuilt.filter((other) => other.file === file || !folder.hasTwin(other));
  }

  /** Those that may be in a namespace. */
  function inNamespace(entries: readonly Entry[], namespace: FactValue<string>) {
    if (namespace.state !== 'known') return entries;
    const byName = spaces.get(entries) ?? new Map<string, readonly Entry[]>();
    spaces.set(entries, byName);
    const known =
      byName.get(namespace.value) ??
      entries.filter(({ fact }) => sameNamespace(namespace, namespaceOf(fact)));
    byName.set(namespace.value, known);
    return known;
  }

  return {
    beside: <K extends NamespacedKind>(entry: Entry, kind: K) =>
      inNamespace(
        together(entry, kind),
        namespaceOf(entry.fact),
      ) as unknown as readonly EntryOf<K>[],
    mayBePatched: (entry) => mayBePatched(entry, kustomize(), of),
  };
}

/** What the files of a folder state of one kind. */
interface Folder {
  /** What no kustomization builds and is no patch. */
  readonly unbuilt: readonly Entry[];
  /** Of those, what has no twin. */
  readonly alone: readonly Entry[];
  readonly byFile: ReadonlyMap<string, readonly Entry[]>;
  /**
   * Files of a folder that no kustomization builds may be applied together, unless the folder shows
   * that they are alternatives: one name stands in several of them.
   */
  hasTwin(entry: Entry): boolean;
}

function readFolder(entries: readonly Entry[], isUnbuilt: (entry: Entry) => boolean): Folder {
  const files = new Map<string, string | null>();
  for (const { file, fact } of entries) {
    const name = nameOf(fact);
    if (name === undefined) continue;
    const before = files.get(name);
    files.set(name, before === undefined || before === file ? file : null);
  }
  const hasTwin = ({ fact }: Entry) => {
    const name = nameOf(fact);
    return name !== undefined && files.get(name) === null;
  };
  const unbuilt = entries.filter(isUnbuilt);
  return {
    unbuilt,
    alone: unbuilt.filter((entry) => !hasTwin(entry)),
    byFile: grouped(unbuilt, ({ file }) => file),
    hasTwin,
  };
}

function nameOf(fact: Fact): string | undefined {
  return 'name' in fact && fact.name.state === 'known' ? fact.name.value : undefined;
}

function namespaceOf(fact: Fact): FactValue<string> {
  return 'namespace' in fact ? fact.namespace : { state: 'absent', path: '' };
}
