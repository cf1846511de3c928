import type { FactValue } from './value';

/** What a statement of a schema or a migration, or a model of Prisma or of code, says about a table. */
export interface TableFact {
  readonly kind: 'table';
  readonly path: string;
  /** In small letters, without its schema; `*` for any. A model is `model order`. */
  readonly table: string;
  /** `filled` by the schema itself, as lookup tables are; `unclear` where it changes in a way not followed. */
  readonly action: 'created' | 'changed' | 'filled' | 'unclear';
  readonly dialect: 'postgresql' | 'mysql' | 'sqlite' | 'mongodb' | 'unknown';
  /** Columns that come with it, and their types, in small letters. */
  readonly columns: Readonly<Record<string, string>>;
  /** The columns that a key or an index of it begins with. */
  readonly indexed: readonly string[];
  /** Columns of which no two rows have the same, each time together. */
  readonly unique: readonly (readonly string[])[];
  /**
   * The columns that name a row of another table, and that table; empty where it is not told. MySQL makes an index of
   * each, PostgreSQL does not.
   */
  readonly foreign: Readonly<Record<string, string>>;
  /** Of a model. */
  readonly model?: ModelOfTable;
}

/** What a model of Prisma or of code calls things: where it is written, and in the database. */
export interface ModelOfTable {
  /** Its name and those of its columns as they are written, by the same in small letters. */
  readonly written: Readonly<Record<string, string>>;
  /** The table it stands for, in small letters. */
  readonly table: string;
  /** The columns by their other names, in the database or in code: `order_id` is `orderid`. */
  readonly columns: Readonly<Record<string, string>>;
  /** The sentence that says how an index is added, with COLUMN and MODEL in it. */
  readonly adds: string;
  /** Of a class, which may have columns that are declared elsewhere: of those nothing is known. */
  readonly partial?: true;
  /** It describes a database that is made otherwise, unless settings say that it is made of it. */
  readonly describes?: true;
}

/** A view of Django or of its REST framework that lists the rows of a model, and says nothing of pages. */
export interface ViewListFact {
  readonly kind: 'view-list';
  readonly path: string;
  /** Its class. */
  readonly view: string;
  readonly model: string;
  /** Whether settings may give it pages: not where it takes them away itself. */
  readonly bySettings: boolean;
}

/** What settings of Django say of the pages of all lists of the REST framework; `unknown` where it may be elsewhere. */
export interface PagesFact {
  readonly kind: 'pages';
  readonly path: string;
  readonly byDefault: 'yes' | 'no' | 'unknown';
}

/** A request that reads all rows of one table, or one that adds a row to it. */
export interface RowsFact {
  readonly kind: 'rows';
  readonly path: string;
  /** What code calls the model or the table, in small letters. */
  readonly table: string;
  readonly does: 'lists' | 'adds';
  /** For people: `GET /orders`. */
  readonly request: string;
  /** Which rows a list is of, for people; all where it is left out. */
  readonly which?: string;
}

/** A query in code that looks for rows of one table. */
export interface LookupFact {
  readonly kind: 'lookup';
  readonly path: string;
  /** As {@link TableFact} has it. */
  readonly table: string;
  /** Columns that have to equal something that comes from outside; all of them. */
  readonly equal: readonly string[];
  /** Columns that narrow the rows down otherwise. */
  readonly others: readonly string[];
  /** The request that it runs in, for people: `GET /orders`; `null` where none is known. */
  readonly request: string | null;
  /** All rows with these values, but for a state, are the answer to the request, however many there are. */
  readonly list: boolean;
}

/** What a statement of SQL lets a role of PostgreSQL have, or all clients of a database. */
export interface DatabaseRoleFact {
  readonly kind: 'database-role';
  readonly path: string;
  readonly what: 'role' | 'database';
  readonly called: string;
  /** Absent: as many as the server grants. */
  readonly connectionLimit: FactValue<number>;
  /** Milliseconds after which its statements are given up, unless a client says otherwise. */
  readonly statementTimeout: FactValue<number>;
}
