import type { PoolEngine } from '../../contracts/fact';
import type { Field, Located } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import type { Cache } from './caches';
import type { Library, Option } from './libraries/library';
import type { Call } from './reading';
import type { Entry, ObjectValue, Value } from './values';

/** A pool that is made. `at` is the name of what makes it. */
export interface PoolUse extends Located {
  /** As it is called: `Pool`, `createPool`. */
  readonly name: string;
  /** `null` for a `createPool` that nothing in the file binds. */
  readonly library: Library | null;
  /** The version that the nearest manifest asks for, as it is written; `null` where none is known. */
  readonly version: string | null;
  readonly engine: PoolEngine;
  readonly call: Call;
  /** The options as they are written; `null` where none are, or not as a literal. */
  readonly object: ObjectValue | null;
  /** Every option is in sight, so what is not there holds its default. */
  readonly complete: boolean;
  readonly options: readonly OptionUse[];
  /** Connections one process opens at most; unknown, with the variable, where one says it. */
  readonly max: Field<number>;
  readonly min: Field<number>;
  /** What the maximum is the sum of, where a library has two: SQLAlchemy's size and overflow. */
  readonly parts: { readonly size: Field<number>; readonly overflow: Field<number> } | null;
  /** There is no pool: each use opens a connection of its own. */
  readonly perUse?: true;
  /** In the library's unit; 0 or less means what it means there. */
  readonly acquireTimeout: Field<number>;
  /** Where its connections go, as far as a variable says it. */
  readonly target: Field<string>;
}

/** An option of a pool as it is written. `at` is its name. */
export interface OptionUse extends Located {
  readonly entry: Entry;
  /** What the library says of it; `null` for one it does not know. */
  readonly option: Option | null;
}

/** A connection of its own, beside any pool. `at` is the name of what opens it. */
export interface ConnectionUse extends Located {
  readonly name: string;
  /** `null` for a helper that is known by its name only. */
  readonly library: Library | null;
  readonly engine: PoolEngine;
  readonly call: Call;
}

/** A value put into a cache. `at` is what says how long it lives. */
export interface CacheWrite extends Located {
  readonly cache: Cache;
  readonly lifetime: Value;
  /** The whole call. */
  readonly callAt: Span;
}
