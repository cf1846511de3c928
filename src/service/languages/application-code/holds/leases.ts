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

const RELEASE = /^(?:release|destroy|end)$/;
const NEVER = /^(?!)/;

const MYSQL: Lease = {
  ...{ kind: 'checkout', take: /^getConnection$/, give: RELEASE, release: 'release' },
};
const JDBC: Lease = {
  ...{ kind: 'checkout', take: /^getConnection$/, give: /^close$/, release: 'close' },
};
const COMMIT = /^(?:commit|rollback)$/;
const GO_TRANSACTION: Lease = {
  ...{ kind: 'transaction', take: /^(?:Must)?Begin(?:Tx|x|Txx)?$/, release: 'Rollback' },
  give: /^(?:Commit|Rollback)$/,
};
const GO_ROWS: Lease = {
  ...{ kind: 'rows', take: /^(?:Named)?Query(?:x|Context|xContext)?$/, release: 'Close' },
  // sqlx scans all rows and closes them.
  give: /^(?:Close|StructScanAll)$/,
};
const PGX: Lease = {
  ...{ kind: 'checkout', take: /^Acquire$/, give: /^(?:Release|Hijack)$/, release: 'Release' },
};
const PGX_ROWS: Lease = { ...GO_ROWS, endsOnError: /^(?:Scan|Values|Err)$/ };
const SESSION: Lease = {
  ...{ kind: 'session', take: /^connect$|^raw_connection$/, give: /^close$/, release: 'close' },
  collected: true,
};

/** How connections are taken and ended, by the module of what they are taken of. */
export const LEASES: Readonly<Record<string, readonly Lease[]>> = {
  pg: [{ kind: 'checkout', take: /^connect$/, give: RELEASE, release: 'release' }],
  mysql2: [MYSQL],
  'mysql2/promise': [MYSQL],
  mysql: [MYSQL],
  mariadb: [MYSQL],
  oracledb: [JDBC],
  postgres: [{ kind: 'checkout', take: /^reserve$/, give: /^release$/, release: 'release' }],
  'generic-pool': [
    {
      ...{ kind: 'checkout', take: /^acquire$/, give: /^(?:release|destroy)$/, release: 'release' },
      toPool: true,
    },
  ],
  knex: [{ kind: 'transaction', take: /^transaction$/, give: COMMIT, release: 'rollback' }],
  sequelize: [
    {
      kind: 'transaction',
      take: /^(?:startUnmanagedT|t)ransaction$/,
      give: COMMIT,
      release: 'rollback',
    },
  ],
  typeorm: [
    { kind: 'transaction', take: /^createQueryRunner$/, give: /^release$/, release: 'release' },
  ],
  asyncpg: [
    { kind: 'checkout', take: /^acquire$/, give: /^release$/, release: 'release', toPool: true },
  ],
  aiomysql: [
    { kind: 'checkout', take: /^acquire$/, give: /^release$/, release: 'release', toPool: true },
  ],
  psycopg_pool: [
    { kind: 'checkout', take: /^getconn$/, give: /^putconn$/, release: 'putconn', toPool: true },
  ],
  'psycopg2.pool': [
    { kind: 'checkout', take: /^getconn$/, give: /^putconn$/, release: 'putconn', toPool: true },
  ],
  sqlalchemy: [SESSION],
  'sqlalchemy.ext.asyncio': [SESSION],
  'database/sql': [
    { kind: 'checkout', take: /^Conn$/, give: /^Close$/, release: 'Close' },
    GO_TRANSACTION,
    GO_ROWS,
  ],
  'github.com/jmoiron/sqlx': [
    { kind: 'checkout', take: /^Connx?$/, give: /^Close$/, release: 'Close' },
    GO_TRANSACTION,
    GO_ROWS,
  ],
  'github.com/jackc/pgx/v5/pgxpool': [PGX, GO_TRANSACTION, PGX_ROWS],
  'github.com/jackc/pgx/v4/pgxpool': [PGX, GO_TRANSACTION, PGX_ROWS],
  'github.com/jackc/pgx/v5': [PGX_ROWS],
  'github.com/jackc/pgx/v4': [PGX_ROWS],
  'javax.sql': [JDBC],
  'com.zaxxer.hikari': [JDBC],
  'org.apache.commons.dbcp2': [JDBC],
  'org.apache.tomcat.jdbc.pool': [JDBC],
  'com.mchange.v2.c3p0': [JDBC],
};

/** What the sessions of a factory need. */
export const FACTORY_LEASE: Lease = { ...SESSION, take: NEVER };

/** Calls that begin a transaction, run a callback in it and end it, by module. */
export const MANAGED: Readonly<Record<string, readonly ManagedLease[]>> = {
  knex: [{ take: /^transaction$/, parameter: 0 }],
  sequelize: [{ take: /^transaction$/, parameter: 0 }],
  typeorm: [{ take: /^transaction$/, parameter: 0 }],
  '@prisma/client': [{ take: /^\$transaction$/, parameter: 0 }],
  postgres: [{ take: /^begin$/, parameter: 0 }],
  kysely: [{ take: /^execute$/, parameter: 0 }],
  'drizzle-orm': [{ take: /^transaction$/, parameter: 0 }],
  'gorm.io/gorm': [{ take: /^Transaction$/, parameter: 0 }],
  'github.com/jackc/pgx/v5': [{ take: /^Begin(?:Tx)?Func$/, parameter: 0 }],
};

/** Modules whose `query` and kin on a transaction's own handle is told by an option. */
export const BY_OPTION: Readonly<Record<string, string>> = { sequelize: 'transaction' };
