import type { Comment } from '../../contracts/language';
import type { Span } from '../../contracts/span';
import type { Node } from './syntax/node';
import type { Occasion, Uses } from './uses';
import type { ObjectValue, Value } from './values';

/** A call or construction of something that is imported. */
export interface Call {
  readonly at: Span;
  /** The name that is called, the smallest token that says what it is. */
  readonly nameAt: Span;
  /** What it is imported from; `null` where nothing in the file binds the name. */
  readonly module: string | null;
  /** The name in its module: `Pool`, `createPool`, `default`. */
  readonly name: string;
  readonly arguments: readonly Value[];
  /** Keyword arguments, and what is set on the result afterwards: `db.SetMaxOpenConns(25)`. */
  readonly settings: ObjectValue | null;
  readonly occasion: Occasion;
  /** The variable that takes the result. */
  readonly variable: string | null;
  /** The result is closed again in the function it is made in. */
  readonly closed: boolean;
  /** The statement it is made in can be moved as it stands: it uses nothing of its function. */
  readonly statement: Span | null;
  /** A class of the project extends it, which a container makes once; the arguments are those of `super(…)`. */
  readonly extended?: true;
}

/** A method called on the result of a {@link Call}. */
export interface MethodCall {
  readonly receiver: Call;
  readonly method: string;
  readonly methodAt: Span;
  readonly at: Span;
  readonly arguments: readonly Value[];
}

/** Where a value comes from, as far as its file says. */
export type Origin =
  /** A call or construction that begins at this offset. */
  | { readonly kind: 'call'; readonly start: number }
  | { readonly kind: 'name'; readonly name: string }
  /** The type it is declared to have. */
  | { readonly kind: 'type'; readonly type: string }
  /** A class that extends this one. */
  | { readonly kind: 'class'; readonly base: string };

/** A name by which other files can take something, and what that may be: the first that is known. */
export interface Exported {
  /** `getPool()` for what a function hands out. */
  readonly name: string;
  readonly at: Span;
  readonly origins: readonly Origin[];
}

/** What a source file does with things it imports. */
export interface Reading {
  /** The whole file; `null` where nothing could be parsed. */
  readonly root: Node | null;
  readonly calls: readonly Call[];
  readonly methodCalls: readonly MethodCall[];
  /** Calls that are not whole: nothing is said about them, but they can be completed. */
  readonly unfinished: readonly Call[];
  readonly comments: readonly Comment[];
  /** Every call, whatever it is made on. */
  readonly uses: Uses;
  /** What other files can take from it. */
  readonly exported: readonly Exported[];
  /** Where each statement at the top of the file begins; empty where nothing is moved there. */
  readonly statements: readonly number[];
}

/** A helper of the guide's kind: its name alone says that it opens a connection. */
export const CONNECTS = /^(?:connect|open)(?:To)?(?:Db|DB|Database|Mongo|Postgres|MySQL)$/;
