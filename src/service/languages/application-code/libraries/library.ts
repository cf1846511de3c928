import type { CitationId } from '../../../citations';
import type { AddressParameters, HandleKind, PoolEngine } from '../../../contracts/fact';
import type { Mapper } from '../queries/found';
import type { Tables } from '../tables/table';
import type { Lease, ManagedLease } from './leases';

/** What an option of a pool means, whatever a library calls it. */
export type Role =
  | 'max'
  | 'overflow'
  | 'min'
  | 'maxIdle'
  | 'acquireTimeout'
  | 'idleTimeout'
  | 'lifetime'
  | 'queueLimit'
  | 'other';

/** The unit a library counts an option in. */
export type Unit = 'connections' | 'milliseconds' | 'seconds' | 'none';

/** An option of a library. */
export interface Option {
  readonly name: string;
  readonly role: Role;
  readonly unit: Unit;
  /** What holds where it is not written; `null` where that is no number. */
  readonly byDefault: number | null;
  /** What it does, in a sentence, with the default in words where it is no number. */
  readonly meaning: string;
}

/** A way a library makes something. */
export interface Construct {
  readonly name: string;
  readonly makes: 'pool' | 'connection';
  /** The index of the argument that holds the options; `last` for the last object. */
  readonly options: number | 'last' | 'settings';
  /** Keys to go down within that argument: `['pool']`. */
  readonly within?: readonly string[];
  /** Made once, however often it is called: `mongoose.connect`. */
  readonly shared?: true;
  /** It makes a pool where it is given an address, and takes one where it is given a pool. */
  readonly ofAddress?: true;
  /** Programs extend it by a class of their own, which a container makes. */
  readonly extended?: true;
  /** The option by which it is given a driver: the pool is then that of the driver. */
  readonly driver?: string;
}

/** What a value means that is none of the numbers an option counts with. */
export interface OutOfRange {
  readonly says: string;
  /** Nothing works with it. */
  readonly breaks: boolean;
}

/** What prepares statements by name. */
export interface Preparing {
  /** As people call it. */
  readonly says: string;
  /** Only where the address of the pool names this driver. */
  readonly driver?: string;
}

/** A pool as it is written, as far as a library asks. */
export interface WrittenPool {
  /** Every option is in sight. */
  readonly complete: boolean;
  /** The text of the file. */
  readonly text: string;
  /** Whether an option of this name is written. */
  writes(name: string): boolean;
}

/** How a pool of a library is made; `@` begins the line of an option, with NAME and VALUE in it. */
export interface SnippetTemplate {
  readonly prefix: string;
  readonly lines: readonly string[];
  /** The options that are written, where they are not the usual ones. */
  readonly roles?: readonly Role[];
}

/** All that is known of a library that opens connections: one object in one file. */
export interface Library {
  /** As its users call it. */
  readonly title: string;
  readonly language: 'javascript' | 'python' | 'go' | 'java';
  /** What code imports it by. */
  readonly modules: readonly string[];
  /** What manifests call it, where that is not what code imports: of Python in small letters, of Java `group:name`. */
  readonly packages?: readonly string[];
  readonly engine: PoolEngine;
  readonly constructs: readonly Construct[];
  readonly options: readonly Option[];
  /** An option whose object is handed to the driver as it is; its entries are read as `extra.max`. */
  readonly handedOn?: string;
  /** The setting of an application whose object holds the options that are not written where the pool is made. */
  readonly optionsSetting?: string;
  /** The setting of an application that holds the address, where none is written where the pool is made. */
  readonly addressSetting?: string;
  /** Parameters of an address that say how many connections a pool of it opens, where code says nothing. */
  readonly inAddress?: AddressParameters;
  /** Its maximum where nothing is written, where that is the driver's. */
  readonly byEngine?: Readonly<Partial<Record<PoolEngine, number>>>;
  /** An option that names the class of its pool: another class has another size, or is none. */
  readonly poolClass?: {
    readonly option: string;
    /** Those to which the options of the table belong. */
    readonly usual: RegExp;
    /** Those that keep nothing: each use opens a connection of its own. */
    readonly none: RegExp;
  };
  /** What becomes of an option it does not know. */
  readonly unknownOption: 'ignored' | 'throws' | 'unchecked';
  /** How long a request waits for a free connection where nothing is set. */
  readonly acquires: 'forever' | 'limited';
  /** What becomes of a minimum above the maximum. */
  readonly minAboveMax: 'throws' | 'clamped' | 'unchecked';
  /** Constructs whose connections are closed as soon as nothing refers to what they make any more. */
  readonly collected?: RegExp;
  /** What the values of its types are, by their names. */
  readonly handles?: Readonly<Record<string, HandleKind>>;
  /** What stands before the dot where a framework hands it out in files that do not import it: `fastify.pg`. */
  readonly handedOutAs?: RegExp;
  /** How what pins a connection is taken of its pools, and how it ends. */
  readonly leases?: readonly Lease[];
  /** Calls of a pool that hand out a connection, beside those that have to be ended. */
  readonly alsoHands?: RegExp;
  /** Calls that begin a transaction, run a callback in it and end it. */
  readonly managed?: readonly ManagedLease[];
  /** The option by which a query is made part of a transaction, where it is not made on its handle. */
  readonly transactionOption?: string;
  /** Classes of sessions that code makes itself: what they hold is taken when it is used. */
  readonly sessions?: readonly string[];
  /** Calls that make a function which hands out sessions. */
  readonly factories?: RegExp;
  /** Calls and base classes that make a table's rows a class. */
  readonly models?: {
    readonly makes?: RegExp;
    readonly base: RegExp;
    /** Calls of a pool that make one. */
    readonly defines?: RegExp;
  };
  /** How its models say what their tables are, and which columns have an index. */
  readonly tables?: Tables;
  /** The caches it makes, and what their users call them. */
  readonly cache?: { readonly title: string; readonly makes: RegExp };
  /** How its own ways to ask are told from other calls. */
  readonly queries?: readonly Mapper[];
  /** Types and functions whose values take the options of a pool one by one. */
  readonly setOn?: RegExp;
  /** Connections are taken for good until they are too old; with the option that tests them first. */
  readonly keeping?: { readonly tests: RegExp; readonly needsAll: boolean };
  /** What prepares statements by name over a pool, unless it is told not to. */
  readonly prepares?: (pool: WrittenPool) => Preparing | string | undefined;
  /** An error of an idle connection ends the process unless somebody listens. */
  readonly idleErrorsThrow?: true;
  /** What zero and less mean; nothing where they mean what they say. */
  readonly outOfRange?: (option: string, value: number) => OutOfRange | undefined;
  readonly snippet?: SnippetTemplate;
  /** The version this was read in. */
  readonly version: string;
  /** The first major version whose options are the same; the one it was read in where absent. */
  readonly since?: number;
  /** Where its options are told. */
  readonly source: CitationId;
}

/** A library; what is left out is not known of it, or there is none. */
export function defineLibrary(
  library: Pick<Library, 'title' | 'language' | 'modules' | 'version' | 'source'> &
    Partial<Library>,
): Library {
  return {
    ...{ engine: 'unknown', constructs: [], options: [], unknownOption: 'unchecked' },
    ...{ acquires: 'limited', minAboveMax: 'unchecked' },
    ...library,
  };
}

/** The number of connections one process opens at most by default, or `null`. */
export function defaultMax({ options }: Library): number | null {
  const max = options.find(({ role }) => role === 'max')?.byDefault ?? null;
  const overflow = options.find(({ role }) => role === 'overflow')?.byDefault ?? 0;
  return max === null ? null : max + overflow;
}

/** A construct that makes a pool. */
export function pool(
  name: string,
  options: Construct['options'] = 'last',
  within: readonly string[] = [],
): Construct {
  return { name, makes: 'pool', options, within };
}

/** A construct that opens a connection of its own. */
export function connection(name: string): Construct {
  return { name, makes: 'connection', options: 'last' };
}

/** An option that counts connections. */
export function connections(
  name: string,
  role: Role,
  byDefault: number | null,
  meaning: string,
): Option {
  return { name, role, unit: 'connections', byDefault, meaning };
}

/** An option that is a time in milliseconds. */
export function milliseconds(
  name: string,
  role: Role,
  byDefault: number | null,
  meaning: string,
): Option {
  return { name, role, unit: 'milliseconds', byDefault, meaning };
}

/** An option that is a time in seconds. */
export function seconds(
  name: string,
  role: Role,
  byDefault: number | null,
  meaning: string,
): Option {
  return { name, role, unit: 'seconds', byDefault, meaning };
}

/** An option without a unit. */
export function setting(name: string, meaning: string): Option {
  return { name, role: 'other', unit: 'none', byDefault: null, meaning };
}
