import type { CitationId } from '../../../citations';
import type { PoolEngine } from '../../../contracts/fact';

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
}

/** What is known of a library that opens connections. Adding one is adding an entry. */
export interface Library {
  /** As its users call it. */
  readonly title: string;
  readonly language: 'javascript' | 'python' | 'go' | 'java';
  /** What code imports it by. */
  readonly modules: readonly string[];
  readonly engine: PoolEngine;
  readonly constructs: readonly Construct[];
  readonly options: readonly Option[];
  /** What becomes of an option it does not know. */
  readonly unknownOption: 'ignored' | 'throws' | 'unchecked';
  /** How long a request waits for a free connection where nothing is set. */
  readonly acquires: 'forever' | 'limited';
  /** What becomes of a minimum above the maximum. */
  readonly minAboveMax: 'throws' | 'clamped' | 'unchecked';
  /** Constructs whose connections are closed as soon as nothing refers to what they make any more. */
  readonly collected?: RegExp;
  /** The version this was read in. */
  readonly version: string;
  /** Where its options are told. */
  readonly source: CitationId;
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
