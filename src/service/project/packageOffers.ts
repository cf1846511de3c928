import type { Offer } from '../contracts/linking';
import { folderOf } from '../text/paths';

/**
 * What the files of a package offer together. Every file of a package takes from all others of it, and packages that
 * are generated have a thousand files: what they offer is gathered once for all who take it.
 */
export interface PackageOffers {
  /** By name; where several files offer one, that of the last. */
  readonly all: ReadonlyMap<string, Offer>;
  /** The names that several files offer, each as the last but one does. */
  readonly before: ReadonlyMap<string, Offer>;
}

/** What a package offers, and what its functions lead to. Two that say the same are the same object. */
export interface Leads {
  readonly offers: PackageOffers;
  readonly calls: readonly Leads[];
}

/** The files that are taken from together, by their endings; tests offer nothing. */
const ENDINGS: readonly (readonly [ending: string, files: RegExp])[] = [
  ['go', /(?<!_test)\.go$/],
  ['java', /(?<!Tests?)\.java$/],
];

/** The package that a file of Go or Java is of, by its folder; any other file is one by itself. */
export function offeringPackage(path: string): string {
  const ending = ENDINGS.find(([, files]) => files.test(path))?.[0];
  return ending === undefined ? path : `${folderOf(path)}\n${ending}`;
}

/** The files of a package, of what its folder holds. */
export function filesOfPackage(
  name: string,
  inFolder: (folder: string) => readonly string[],
): readonly string[] {
  const end = name.indexOf('\n');
  if (end < 0) return [name];
  const files = ENDINGS.find(([ending]) => ending === name.slice(end + 1))?.[1];
  return inFolder(name.slice(0, end)).filter((path) => files?.test(path));
}

/** Gathers what files offer, in their order. */
export function gathered(offers: readonly ReadonlyMap<string, Offer>[]): PackageOffers {
  const all = new Map<string, Offer>();
  const before = new Map<string, Offer>();
  for (const each of offers) {
    for (const [name, offer] of each) {
      const known = all.get(name);
      if (known) before.set(name, known);
      all.set(name, offer);
    }
  }
  return { all, before };
}

/** What the other files of a package offer to one. */
export function offersOfOthers(
  { all, before }: PackageOffers,
  uri: string,
  own: ReadonlyMap<string, Offer>,
): ReadonlyMap<string, Offer> {
  if (own.size === 0) return all;
  const changes = new Map<string, Offer | undefined>();
  for (const name of own.keys()) {
    if (all.get(name)?.uri === uri) changes.set(name, before.get(name));
  }
  return changes.size === 0 ? all : new Changed(all, changes);
}

/** Whether the functions of a package lead to one that offers anything. */
export function leadsAnywhere({ calls }: Leads): boolean {
  const open = new Set(calls);
  for (const { offers, calls: further } of open) {
    if (offers.all.size > 0) return true;
    for (const each of further) open.add(each);
  }
  return false;
}

/** A map as it is but for some names, without a copy of it. */
class Changed implements ReadonlyMap<string, Offer> {
  readonly size: number;

  constructor(
    private readonly all: ReadonlyMap<string, Offer>,
    private readonly changes: ReadonlyMap<string, Offer | undefined>,
  ) {
    const gone = [...changes.values()].filter((offer) => offer === undefined);
    this.size = all.size - gone.length;
  }

  get(name: string): Offer | undefined {
    return this.changes.has(name) ? this.changes.get(name) : this.all.get(name);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  *entries(): MapIterator<[string, Offer]> {
    for (const name of this.all.keys()) {
      const offer = this.get(name);
      if (offer) yield [name, offer];
    }
  }

  *keys(): MapIterator<string> {
    for (const [name] of this.entries()) yield name;
  }

  *values(): MapIterator<Offer> {
    for (const [, offer] of this.entries()) yield offer;
  }

  [Symbol.iterator](): MapIterator<[string, Offer]> {
    return this.entries();
  }

  forEach(take: (offer: Offer, name: string, map: ReadonlyMap<string, Offer>) => void): void {
    for (const [name, offer] of this.entries()) take(offer, name, this);
  }
}
