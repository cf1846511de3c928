/** What a program's cache manager says about lifetimes: settings of Spring, or code that sets one. */
export interface CacheManagerFact {
  readonly kind: 'cache-manager';
  readonly path: string;
  /** `kept` for a manager on Redis without a lifetime, `set` for whatever sets one. */
  readonly lifetime: 'kept' | 'set';
}

/** A value that is read from the database and put into a cache. */
export interface CacheCopyFact {
  readonly kind: 'cache-copy';
  readonly path: string;
  /** The key as it is written. */
  readonly key: string;
  /** The table or model it is a copy of. */
  readonly subject: string;
}

/** A key that somebody removes or writes anew, outside of where it is filled. */
export interface CacheClearFact {
  readonly kind: 'cache-clear';
  readonly path: string;
  readonly key: string;
}

/** A statement that changes or deletes rows, in a function that touches no cache. */
export interface RowChangeFact {
  readonly kind: 'row-change';
  readonly path: string;
  readonly subject: string;
}

/** A copy that is put into Redis with no lifetime. */
export interface KeptCopyFact {
  readonly kind: 'kept-copy';
  readonly path: string;
  /** The key as it is written. */
  readonly key: string;
}
