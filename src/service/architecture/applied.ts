import type { Fact, FactKind, FactValue } from '../contracts/fact';
import type { Keep } from '../contracts/system';
import { folderOf } from '../text/paths';
import { sameNamespace } from './autoscalers';
import type { Entry, EntryOf, PartsOfFacts } from './entry';
import { grouped } from './grouped';

/** Which objects of a project meet in one cluster. */
export interface Applied {
  /**
   * The entries of a kind that are applied together with another: by its build; where it belongs to none,
   * in its file or its folder.
   */
  beside<K extends NamespacedKind>(entry: Entry, kind: K): readonly EntryOf<K>[];
}

/** Facts that name the namespace they belong to. */
export type NamespacedKind =
  | 'workload'
  | 'autoscaler'
  | 'service'
  | 'disruption-budget'
  | 'vertical-autoscaler'
  | 'resource-quota'
  | 'limit-range'
  | 'volume-claim';

/** What is applied together; each part is worked out when it is first asked. */
export function appliedOf({ of, ofBuild }: PartsOfFacts, kept: Keep): Applied {
  const spaces = new WeakMap<readonly Entry[], Map<string, readonly Entry[]>>();
  function folderAround(file: string, kind: FactKind): Folder | undefined {
    const folders = kept(
      'folders of objects',
      () =>
        new Map(
          [...grouped(of(kind), (entry) => folderOf(entry.file))].map(([path, entries]) => [
            path,
            readFolder(entries),
          ]),
        ),
      kind,
    );
    return folders().get(folderOf(file));
  }

  function hasTwin(entry: Entry): boolean {
    return folderAround(entry.file, entry.fact.kind)?.hasTwin(entry) === true;
  }

  function together(entry: Entry, kind: FactKind): readonly Entry[] {
    const { file, build } = entry;
    if (build !== null) return ofBuild(kind, build.id);
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
  };
}

/** What the files of a folder state of one kind. */
interface Folder {
  /** What belongs to no build. */
  readonly unbuilt: readonly Entry[];
  /** Of those, what has no twin. */
  readonly alone: readonly Entry[];
  readonly byFile: ReadonlyMap<string, readonly Entry[]>;
  /**
   * Files of a folder that no build takes in may be applied together, unless the folder shows
   * that they are alternatives: one name stands in several of them.
   */
  hasTwin(entry: Entry): boolean;
}

function readFolder(entries: readonly Entry[]): Folder {
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
  const unbuilt = entries.filter(({ build }) => build === null);
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
