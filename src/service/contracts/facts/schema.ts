/** What a statement of a schema or a migration says about a table. */
export interface TableFact {
  readonly kind: 'table';
  readonly path: string;
  /** In small letters, without its schema; `*` for any. */
  readonly table: string;
  /** `filled` by the schema itself, as lookup tables are; `unclear` where it changes in a way not followed. */
  readonly action: 'created' | 'changed' | 'filled' | 'unclear';
  readonly dialect: 'postgresql' | 'mysql' | 'sqlite' | 'unknown';
  /** Columns that come with it, and their types, in small letters. */
  readonly columns: Readonly<Record<string, string>>;
  /** The columns that a key or an index of it begins with. */
  readonly indexed: readonly string[];
}

/** A statement in code that looks for rows of one table. */
export interface LookupFact {
  readonly kind: 'lookup';
  readonly path: string;
  readonly table: string;
  /** Columns that have to equal something that comes from outside; all of them. */
  readonly equal: readonly string[];
  /** Columns that narrow the rows down otherwise. */
  readonly others: readonly string[];
}
