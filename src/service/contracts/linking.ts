import type { Effect, ExportFact, FunctionSummary } from './fact';
import type { ResultUse } from './facts/code';

/** Something a file hands on that it takes from another. */
export interface HandedOn {
  /** The other file, as it is written. */
  readonly specifier: string;
  /** What it is called there; `*` for all there is. */
  readonly name: string;
  /** What it is called here; `*` where it keeps its name. */
  readonly as: string;
}

/** What a text takes from other files, seen without parsing it. Plain data, compared by value. */
export interface Mentions {
  /** What it imports from, as written, each once. */
  readonly specifiers: readonly string[];
  readonly handedOn: readonly HandedOn[];
  /** What it loads without a name for it, as written, of JavaScript: `import './jobs'`, `await import('./jobs')`. */
  readonly loads?: readonly string[];
  /** The types that it exports and no value of the same name, of TypeScript. */
  readonly types?: readonly string[];
  /** Of specifiers from which it takes nothing but names that may be types, those names. */
  readonly mayBeTypes?: Readonly<Record<string, readonly string[]>>;
  /** The interfaces that its classes say they are, all with their packages, of Java: `shop.orders.OrderStore`. */
  readonly implements?: Readonly<Record<string, readonly string[]>>;
  /** The interfaces that it declares, with their package, of Java. */
  readonly declares?: readonly string[];
  /** The interfaces that it declares, of Go, with the methods they ask for: `ByID(Context,int64)*Order,error`. */
  readonly interfaces?: Readonly<Record<string, readonly string[]>>;
  /** The methods of its types, of Go, in the same form. */
  readonly methods?: Readonly<Record<string, readonly string[]>>;
}

/** A name that a file takes from another, and the file that has it. */
export interface Offer {
  readonly uri: string;
  readonly fact: ExportFact;
}

/** Stands for the file itself where a class says what its fields are. */
export const THIS_FILE = '';

/** A call of something that another file has. */
export interface Call {
  readonly specifier: string;
  /** The name in that file, `default` for the file as a whole. */
  readonly name: string;
  /** What is called on it; empty where it is called itself. */
  readonly member: string;
  /** The types of its arguments, of Java, `?` for one that is not told: `List,?`. */
  readonly takes?: string;
}

/** What a method does, or under the empty name a function; the names of objects are any, `constructor` too. */
export function summaryIn(
  offer: Offer,
  member: string,
  takes?: string,
): FunctionSummary | undefined {
  const { summary, overloads } = offer.fact;
  if (!summary || isInherited(offer, member, takes)) return undefined;
  const of = (name: string) => (Object.hasOwn(summary, name) ? summary[name] : undefined);
  const name = memberIn(offer, member, takes);
  if (name !== undefined) return of(name);
  // Whichever of them is meant: what one of them does, where each asks a database, or each another machine.
  const known = fitting(overloads?.[member] ?? [], takes ?? '').map((types) =>
    of(`${member}(${types})`),
  );
  const each = (does: Effect['does']) =>
    known.every((one) => one?.some((effect) => effect.does === does));
  if (each('query') || each('remote')) return known[0];
  // Or what each of them calls.
  const calls = known[0]?.filter((one) =>
    known.every((other) => other?.some((effect) => callsAlike(one, effect))),
  );
  return calls && calls.length > 0 ? calls : undefined;
}

function callsAlike(one: Effect, other: Effect): boolean {
  return (
    one.does === 'calls' &&
    other.does === 'calls' &&
    one.specifier === other.specifier &&
    one.name === other.name &&
    one.member === other.member &&
    one.takes === other.takes
  );
}

/** Whether none of the methods of a name takes so many arguments: the one that does is of the base. */
function isInherited(
  { fact: { base, overloads } }: Offer,
  member: string,
  takes?: string,
): boolean {
  if (!base || takes === undefined || !overloads || !Object.hasOwn(overloads, member)) return false;
  return fitsNone(overloads[member] ?? [], takes);
}

/** Whether no list of parameters is as long as the arguments are; what takes any number may fit. */
export function fitsNone(lists: readonly string[], takes: string): boolean {
  const { length } = partsOf(takes);
  return (
    lists.length <= MAX_OVERLOADS &&
    lists.every((list) => !list.includes('...') && partsOf(list).length !== length)
  );
}

/** The name of a method among others of its class; nothing where several are called so and nothing tells which is meant. */
export function memberIn(offer: Offer, member: string, takes?: string): string | undefined {
  const { overloads } = offer.fact;
  if (!overloads || !isOverloaded(offer, member, takes)) return member;
  const types = overloadFor(overloads[member] ?? [], takes ?? '');
  return types === undefined ? undefined : `${member}(${types})`;
}

/** Whether a class has several methods of a name, of which a call with such arguments means one. */
export function isOverloaded(offer: Offer, member: string, takes?: string): boolean {
  const { overloads } = offer.fact;
  if (overloads === undefined || !Object.hasOwn(overloads, member)) return false;
  return !isInherited(offer, member, takes);
}

/** More methods of one name nobody tells apart. */
const MAX_OVERLOADS = 30;

/**
 * The one of several lists of parameters that takes arguments of such types: the only one of as many, else the only
 * one whose types are the same. What is given a subclass of one is not told.
 */
export function overloadFor(lists: readonly string[], takes: string): string | undefined {
  const fit = fitting(lists, takes);
  if (fit.length < 2) return fit[0];
  const given = partsOf(takes);
  const alike = fit.filter((list) =>
    partsOf(list).every((type, index) => given[index] === '?' || given[index] === type),
  );
  return alike.length === 1 ? alike[0] : undefined;
}

/** The lists of as many parameters as there are arguments. */
function fitting(lists: readonly string[], takes: string): readonly string[] {
  if (lists.length > MAX_OVERLOADS || lists.some((list) => list.includes('...'))) return [];
  const { length } = partsOf(takes);
  return lists.filter((list) => partsOf(list).length === length);
}

function partsOf(list: string): readonly string[] {
  return list === '' ? [] : list.split(',');
}

/**
 * What a class does not say itself: the call as one of the class that a field of it is, of the class that it
 * extends, or of each class that may stand behind an interface.
 */
export function handedOnBy({ fact }: Offer, member: string, takes?: string): readonly Call[] {
  const more = takes === undefined ? {} : { takes };
  const dot = member.indexOf('.');
  const field = dot < 0 ? '' : member.slice(0, dot);
  const { fields, base, behind = [] } = fact;
  if (fields && Object.hasOwn(fields, field)) {
    const held = fields[field];
    if (held) return [{ ...held, member: member.slice(dot + 1), ...more }];
  }
  return (base ? [base] : behind).map((type) => ({ ...type, member, ...more }));
}

/** What a program can load. */
export interface Loadable {
  readonly files: ReadonlySet<string>;
  /** Folders of packages of the project that it names, and it cannot be told which of their files it loads. */
  readonly open: ReadonlySet<string>;
}

/** A request that comes to a function of a file through others. */
export interface RequestTo {
  /** The request, for people: `GET /orders`. */
  readonly label: string;
  /** The functions of other files between its handler and the function. */
  readonly behind: number;
  /** What becomes of what the function returns. */
  readonly result: ResultUse;
}

/** What other files say to one that is analysed. */
export interface Surroundings {
  /**
   * What a specifier offers, by name; empty for what is no file of the project. It is read as this file
   * writes it, or as another does, by its uri.
   */
  offeredBy(specifier: string, from?: string): ReadonlyMap<string, Offer>;
  /** What calls something of this file for each request, by its name for others: `GET /orders`. */
  requestOf(name: string): RequestTo | undefined;
  /** The version of a package that the nearest manifest asks for, as it is written: `^8.11.0`. */
  versionOf(specifier: string): string | undefined;
}

/** The files that say where other files are found: `package.json`, `tsconfig.json`, `go.mod`. */
export interface Manifests {
  /** Whether the project has a file of this path. */
  has(path: string): boolean;
  /** What a manifest says, as {@link Linking.readManifest} read it. */
  at(path: string): unknown;
  /** The files directly in a folder. */
  inFolder(folder: string): readonly string[];
  /** The manifests of a file name, by path. */
  named(name: string): readonly string[];
}

/**
 * How the files of a language take names from one another. An import is resolved by the project: the
 * language says where a specifier may lead, and what a text takes.
 */
/** A package of a workspace as a specifier names it: `@shop/db/pool`. */
export interface NamedPackage {
  readonly folder: string;
  /** The path within it; empty for the package as a whole. */
  readonly rest: string;
}

export interface Linking {
  /** Whether a file of this name takes names from others. */
  links(path: string): boolean;
  mentions(source: { readonly path: string; readonly text: string }): Mentions;
  /** The files of the project that a specifier stands for; none for a package from elsewhere. */
  resolve(specifier: string, from: string, manifests: Manifests): readonly string[];
  /** The package of the project that a specifier names, and what of it. */
  packageNamed(specifier: string, from: string, manifests: Manifests): NamedPackage | undefined;
  /** The ways to read what a call in a file means, the likeliest first. */
  readings(path: string, call: Call): readonly Call[];
  /** Whether a text takes something of what its specifiers offer. */
  takes(
    source: { readonly path: string; readonly text: string },
    surroundings: Surroundings,
  ): boolean;
  /** The version that the nearest manifest asks for of a package that rules know. */
  versionOf(specifier: string, from: string, manifests: Manifests): string | undefined;
  isManifest(path: string): boolean;
  /** Plain data, compared by value. */
  readManifest(path: string, text: string): unknown;
}
