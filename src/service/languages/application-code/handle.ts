import type { HandleKind } from '../../contracts/fact';
import type { Place } from '../../contracts/finding';
import type { Region, Use } from './uses';

/** What a name in the code holds. */
export interface Handle {
  readonly kind: HandleKind;
  /** The library, as its users call it. */
  readonly title: string;
  readonly module: string;
  /** Where it comes from, if that is another file. */
  readonly elsewhere?: {
    /** The pool that is made there once; `null` for anything else. */
    readonly pool: Place | null;
    /** It is a pool of one connection. */
    readonly single: boolean;
  };
}

/** What this file takes from others, by what stands before the dot: `pool`, `db.pool`, `getPool()`. */
export type Given = ReadonlyMap<string, Handle>;

/** Tells what receivers hold, by what they are assigned or typed as. */
export interface Handles {
  /**
   * What stands before the dot of a call; `undefined` for what nothing says. With the place of the
   * call, names of its functions come before those of the file.
   */
  of(receiver: string, place?: { readonly region: Region }): Handle | undefined;
  /** What a call of this file makes. */
  made(use: Use): Handle | undefined;
}
