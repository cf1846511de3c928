import type { ExportFact } from '../contracts/fact';
import type { Mentions, Offer } from '../contracts/linking';
import { folderOf } from '../text/paths';

/** What stands behind the interfaces of a project. */
export interface Implementations {
  /** The files whose classes are the only ones of an interface, by the package of the interface, of Java. */
  readonly byPackage: ReadonlyMap<string, readonly string[]>;
  /** The classes of the interfaces that those of several files are, all with their packages, of Java. */
  readonly shared: ReadonlyMap<string, readonly string[]>;
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
  ...{ byPackage: new Map(), shared: new Map(), byMethod: new Map() },
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
  const classes = new Map<string, { readonly path: string; readonly name: string }[]>();
  const byMethod = new Map<string, TypeOfGo[]>();
  for (const { path, mentions } of files) {
    for (const [name, interfaces] of Object.entries(mentions.implements ?? {})) {
      for (const one of interfaces) {
        const known = classes.get(one) ?? [];
        classes.set(one, known);
        known.push({ path, name });
      }
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
  const shared = new Map<string, readonly string[]>();
  for (const [name, all] of classes) {
    const [only, ...others] = all;
    if (!only) continue;
    if (others.some(({ path }) => path !== only.path)) {
      shared.set(
        name,
        all.map((one) => one.name),
      );
      continue;
    }
    const specifier = name.slice(0, name.lastIndexOf('.'));
    const known = byPackage.get(specifier) ?? [];
    byPackage.set(specifier, known);
    if (!known.includes(only.path)) known.push(only.path);
  }
  return { byPackage, shared, byMethod };
}

/** Offers of a file of Java without the interfaces that its classes share with those of others. */
export function withoutShared(
  offers: ReadonlyMap<string, Offer>,
  { implements: classes = {} }: Mentions,
  { shared }: Implementations,
): ReadonlyMap<string, Offer> {
  const out = Object.values(classes)
    .flat()
    .filter((name) => shared.has(name))
    .map((name) => `does ${name.slice(name.lastIndexOf('.') + 1)}`);
  return out.length === 0 ? offers : new Map([...offers].filter(([as]) => !out.includes(as)));
}

/** More types behind one interface nobody follows. */
const MAX_TYPES = 6;

/** Offers of a file of Java, with its interfaces of which several classes may stand behind each. */
export function withClasses(
  offers: ReadonlyMap<string, Offer>,
  uri: string,
  { declares = [] }: Mentions,
  { shared }: Implementations,
): ReadonlyMap<string, Offer> {
  const all = new Map(offers);
  for (const declared of declares) {
    const classes = shared.get(declared) ?? [];
    if (classes.length === 0 || classes.length > MAX_TYPES) continue;
    const name = declared.slice(declared.lastIndexOf('.') + 1);
    const behind = classes.map((one) => {
      const dot = one.lastIndexOf('.');
      return { specifier: one.slice(0, dot), name: one.slice(dot + 1) };
    });
    const as = `does ${name}`;
    const fact: ExportFact = { ...interfaceFact(name, behind), ...offers.get(as)?.fact, behind };
    all.set(as, { uri, fact });
  }
  return all;
}

function interfaceFact(name: string, behind: NonNullable<ExportFact['behind']>): ExportFact {
  return {
    ...{ kind: 'export', path: `/does/${name}`, as: `does ${name}`, holds: 'function' },
    ...{ title: name, module: '', pool: null, single: false, summary: {}, behind },
  };
}

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
    const behind = types
      .slice(0, MAX_TYPES)
      .map(({ folder, type }) => ({ specifier: `${FOLDER}${folder}`, name: type }));
    const fact: ExportFact = { ...interfaceFact(name, behind), ...known, asks: names, behind };
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
