/** How something that pins a connection is taken and how it ends. */
export interface Lease {
  readonly kind: 'checkout' | 'transaction' | 'session' | 'rows';
  readonly take: RegExp;
  /** Methods that end it; none for what ends with the callback it is given to. */
  readonly give: RegExp;
  /** What people write to end it. */
  readonly release: string;
  /** Given to the pool: `pool.release(connection)`. */
  readonly toPool?: true;
  /** What fails on it closes it: pgx closes its rows when `Scan` fails. */
  readonly endsOnError?: RegExp;
  /** It goes back when nothing refers to it any more; to leave it open is no more than careless. */
  readonly collected?: true;
}

/** A call that runs what it is given with a connection, and ends it itself. */
export interface ManagedLease {
  readonly take: RegExp;
  /** Which parameter of the callback is the connection. */
  readonly parameter: number;
}

/** A connection that is taken and gives itself back. */
export function checkout(take: RegExp, give: RegExp, release: string): Lease {
  return { kind: 'checkout', take, give, release };
}

/** A connection that is given back to the pool it is of. */
export function toPool(take: RegExp, give: RegExp, release: string): Lease {
  return { kind: 'checkout', take, give, release, toPool: true };
}

/** A transaction, or a runner of them, that somebody has to end. */
export function transaction(take: RegExp, give: RegExp, release: string): Lease {
  return { kind: 'transaction', take, give, release };
}

/** Transactions as `database/sql` has them, and all that follow it. */
export const GO_TRANSACTION: Lease = transaction(
  /^(?:Must)?Begin(?:Tx|x|Txx)?$/,
  /^(?:Commit|Rollback)$/,
  'Rollback',
);

/** Rows as `database/sql` has them, and all that follow it. */
export const GO_ROWS: Lease = {
  ...{ kind: 'rows', take: /^(?:Named)?Query(?:x|Context|xContext)?$/, release: 'Close' },
  // sqlx scans all rows and closes them.
  give: /^(?:Close|StructScanAll)$/,
};

/** Connections of an engine of SQLAlchemy. */
export const SESSION: Lease = {
  ...{
    kind: 'session',
    take: /^(?:connect|raw_connection|begin)$/,
    give: /^close$/,
    release: 'close',
  },
  collected: true,
};

/** What the sessions of a factory need: they are made by calling it. */
export const FACTORY_LEASE: Lease = { ...SESSION, take: /^(?!)/ };
