import type { ExportFact } from '../contracts/fact';
import type { Mentions, Offer } from '../contracts/linking';
import { folderOf } from '../text/paths';

/** What stands behind the interfaces of a project. */
export interface Implementations {
  /** The files whose classes are the only ones of an interface, by the package of the interface, of Java. */
  readonly byPackage: ReadonlyMap<string, readonly string[]>;
  /** The interfaces that classes of several files are, with their packages. */
  readonly shared: ReadonlySet<string>;
  /** The types of Go that have a method, by its name and its types. */
  readonly byMethod: ReadonlyMap<string, readonly TypeOfGo[]>;
}

/** A type of Go, the folder of its package, and the file that has a method of it. */
export interface TypeOfGo {
  readonly folder: string;
  readonly type: string;
  readonly path: string;
}

/** Nothing is known to stand behind any interface. */
export const NO_IMPLEMENTATIONS: Implementations = {
  ...{ byPackage: new Map(), shared: new Set(), byMethod: new Map() },
};

const FOLDER = 'folder:';

/** The folder that a specifier of this module stands for; nothing of any other. */
export function folderBehind(specifier: string): string | undefined {
  return specifier.startsWith(FOLDER) ? specifier.slice(FOLDER.length) : undefined;
}

/** Reads what the files of a project say of interfaces. */
export function implementationsIn(
  files: readonly { readonly path: string; readonly mentions: Mentions }[],
): Implementations {
  const classes = new Map<string, string[]>();
  const byMethod = new Map<string, TypeOfGo[]>();
  for (const { path, mentions } of files) {
    for (const name of mentions.implements ?? []) {
      const known = classes.get(name) ?? [];
      classes.set(name, known);
      known.push(path);
    }
    // Nothing of a program is behind the methods of its tests.
    if (path.endsWith('_test.go')) continue;
    for (const [type, methods] of Object.entries(mentions.methods ?? {})) {
      for (const method of methods) {
        const known = byMethod.get(method) ?? [];
        byMethod.set(method, known);
        known.push({ folder: folderOf(path), type, path });
      }
    }
  }
  const byPackage = new Map<string, string[]>();
  const shared = new Set<string>();
  for (const [name, paths] of classes) {
    const [only] = paths;
    if (only === undefined) continue;
    if (paths.length > 1) {
      shared.add(name);
      continue;
    }
    const specifier = name.slice(0, name.lastIndexOf('.'));
    const known = byPackage.get(specifier) ?? [];
    byPackage.set(specifier, known);
    if (!known.includes(only)) known.push(only);
  }
  return { byPackage, shared, byMethod };
}

/** Offers of a file of Java without the interfaces that its classes share with those of others. */
export function withoutShared(
  offers: ReadonlyMap<string, Offer>,
  { implements: names = [] }: Mentions,
  { shared }: Implementations,
): ReadonlyMap<string, Offer> {
  const out = names
    .filter((name) => shared.has(name))
    .map((name) => `does ${name.slice(name.lastIndexOf('.') + 1)}`);
  return out.length === 0 ? offers : new Map([...offers].filter(([as]) => !out.includes(as)));
}

/** More types behind one interface nobody follows. */
const MAX_TYPES = 6;

/**
 * Offers of a file of Go, with its interfaces and what stands behind them: each type that has all its methods, in a
 * file of which `does` says that it does something by a method of it.
 */
export function withInterfaces(
  offers: ReadonlyMap<string, Offer>,
  { uri, mentions, implementations, does }: InterfacesOfFile,
): ReadonlyMap<string, Offer> {
  const all = new Map(offers);
  for (const [name, asked] of Object.entries(mentions.interfaces ?? {})) {
    const names = asked.map((method) => method.slice(0, method.indexOf('(')));
    const types = typesFor(asked, implementations.byMethod).filter((type) =>
      names.some((method) => does(type, method)),
    );
    if (types.length === 0) continue;
    const as = `does ${name}`;
    const known = offers.get(as)?.fact;
    const fact: ExportFact = {
      ...{ kind: 'export', path: `/does/${name}`, as, holds: 'function', title: name },
      ...{ module: '', pool: null, single: false, summary: {}, ...known, asks: names },
      behind: types
        .slice(0, MAX_TYPES)
        .map(({ folder, type }) => ({ specifier: `${FOLDER}${folder}`, name: type })),
    };
    all.set(as, { uri, fact });
  }
  return all;
}

/** What the interfaces of a file are looked up with. */
export interface InterfacesOfFile {
  readonly uri: string;
  readonly mentions: Mentions;
  readonly implementations: Implementations;
  /** Whether anything is known that a type does by a method. */
  does(type: TypeOfGo, method: string): boolean;
}

/**
 * The types that have every method of an interface. Where none has, the rest may come from what they embed: then
 * those that have more than half of them.
 */
function typesFor(
  asked: readonly string[],
  byMethod: Implementations['byMethod'],
): readonly TypeOfGo[] {
  const counts = new Map<string, { readonly types: TypeOfGo[]; count: number }>();
  for (const method of new Set(asked)) {
    for (const type of byMethod.get(method) ?? []) {
      const key = `${type.folder}\n${type.type}`;
      const known = counts.get(key);
      if (known) {
        known.count++;
        known.types.push(type);
      } else counts.set(key, { types: [type], count: 1 });
    }
  }
  const most = Math.max(0, ...[...counts.values()].map(({ count }) => count));
  return [...counts]
    .filter(([, { count }]) => (most === asked.length ? count === most : count * 2 > asked.length))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { types }]) => types[0])
    .filter((type) => type !== undefined);
}
