import type { ExportFact } from '../contracts/fact';
import type { Mentions, Offer } from '../contracts/linking';
import { folderOf } from '../text/paths';

/** What stands behind the interfaces of a project. */
export interface Implementations {
  /** The files whose classes are the only ones of an interface, by the package of the interface, of Java. */
  readonly byPackage: ReadonlyMap<string, readonly string[]>;
  /** The interfaces that classes of several files are, with their packages. */
  readonly shared: ReadonlySet<string>;
  /** The types of Go that do something by a method, by its name. */
  readonly byMethod: ReadonlyMap<string, readonly TypeOfGo[]>;
}

/** A type of Go, and the folder of its package. */
export interface TypeOfGo {
  readonly folder: string;
  readonly type: string;
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

/** A file that may stand behind interfaces: what it mentions, and what it exports. */
export interface Implementing {
  readonly path: string;
  readonly mentions: Mentions;
  readonly exported: readonly ExportFact[];
}

/** Reads what the files of a project say of interfaces. */
export function implementationsIn(files: readonly Implementing[]): Implementations {
  const classes = new Map<string, string[]>();
  const byMethod = new Map<string, TypeOfGo[]>();
  for (const { path, mentions, exported } of files) {
    for (const name of mentions.implements ?? []) {
      const known = classes.get(name) ?? [];
      classes.set(name, known);
      known.push(path);
    }
    for (const { as } of exported) {
      const [, type, method] = /^does (\w+)\.(\w+)$/.exec(as) ?? [];
      if (type === undefined || method === undefined) continue;
      const known = byMethod.get(method) ?? [];
      byMethod.set(method, known);
      known.push({ folder: folderOf(path), type });
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

/** Offers, with what stands behind the interfaces of Go among them. */
export function withImplementations(
  offers: ReadonlyMap<string, Offer>,
  { byMethod }: Implementations,
): ReadonlyMap<string, Offer> {
  return new Map(
    [...offers].map(([as, offer]) => {
      const { asks } = offer.fact;
      const found = asks && !offer.fact.base ? typeFor(asks, byMethod) : undefined;
      if (!found) return [as, offer];
      const base = { specifier: `${FOLDER}${found.folder}`, name: found.type };
      return [as, { ...offer, fact: { ...offer.fact, base } }];
    }),
  );
}

/**
 * The type that does most of what an interface asks for. One that shares a single method of several is none: it may
 * be called alike by chance.
 */
function typeFor(
  asks: readonly string[],
  byMethod: Implementations['byMethod'],
): TypeOfGo | undefined {
  const counts = new Map<string, { readonly type: TypeOfGo; count: number }>();
  for (const method of asks) {
    for (const type of byMethod.get(method) ?? []) {
      const key = `${type.folder}\n${type.type}`;
      const known = counts.get(key);
      if (known) known.count++;
      else counts.set(key, { type, count: 1 });
    }
  }
  const enough = Math.min(2, asks.length);
  const [best] = [...counts]
    .filter(([, { count }]) => count >= enough)
    .sort(([one, a], [other, b]) => b.count - a.count || (one < other ? -1 : 1));
  return best?.[1].type;
}
