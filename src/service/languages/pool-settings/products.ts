import type { CitationId } from '../../citations';

/** What a setting of a pool means, whatever a product calls it. */
export type Role =
  | 'max'
  | 'min'
  | 'acquireTimeout'
  | 'idleTimeout'
  | 'lifetime'
  | 'keepalive'
  | 'leakDetection'
  | 'startServers'
  | 'minSpare'
  | 'maxSpare'
  | 'other';

/** A setting of a product. */
export interface Option {
  /** Every name it goes by, the usual one first; case, dashes and underscores do not matter. */
  readonly names: readonly string[];
  readonly role: Role;
  readonly unit: 'connections' | 'processes' | 'milliseconds' | 'seconds' | 'none';
  /** What holds where it is not written; `null` where that is no number, or another setting's. */
  readonly byDefault: number | null;
  readonly meaning: string;
}

/** Something that keeps connections and is set up in a file. Adding one is adding an entry. */
export interface Product {
  /** As its users call it. */
  readonly title: string;
  /** The name pools of it have in the connection budget. */
  readonly package: string;
  readonly options: readonly Option[];
  /** What becomes of a minimum above the maximum; `refused` says by whom. */
  readonly minAboveMax: 'clamped' | 'unchecked' | { readonly refused: string };
  /** A wait of 0 for a free connection means: for ever. */
  readonly zeroWaitsForever: boolean;
  /** The version this was read in. */
  readonly version: string;
  readonly source: CitationId;
}

export const HIKARI: Product = {
  title: 'HikariCP',
  package: 'com.zaxxer.hikari',
  options: [
    option(['maximum-pool-size'], 'max', 'connections', 10, 'The most connections the pool opens.'),
    option(
      ['minimum-idle'],
      'min',
      'connections',
      null,
      'How many it keeps open when nothing happens; as many as the maximum where it is not set, which HikariCP advises.',
    ),
    option(
      ['connection-timeout'],
      'acquireTimeout',
      'milliseconds',
      30_000,
      'How long a request waits for a free connection. Less than 250 is refused; 0 waits for ever.',
    ),
    option(
      ['idle-timeout'],
      'idleTimeout',
      'milliseconds',
      600_000,
      'After how long an idle connection above the minimum is closed; at least 10,000, and only where minimum-idle is below the maximum.',
    ),
    option(
      ['max-lifetime'],
      'lifetime',
      'milliseconds',
      1_800_000,
      'How old a connection may become; at least 30,000, and some seconds shorter than what the database or a balancer allows.',
    ),
    option(
      ['keepalive-time'],
      'keepalive',
      'milliseconds',
      null,
      'How often an idle connection is used so that nothing between closes it; at least 30,000 and below max-lifetime.',
    ),
    option(
      ['leak-detection-threshold'],
      'leakDetection',
      'milliseconds',
      0,
      'After how long a connection that is out counts as leaked and is written to the log; at least 2,000.',
    ),
  ],
  minAboveMax: 'clamped',
  zeroWaitsForever: true,
  version: '5',
  source: 'hikaricp.pool',
};

export const ACTIVE_RECORD: Product = {
  title: 'Active Record',
  package: 'activerecord',
  options: [
    option(
      ['pool', 'max_connections'],
      'max',
      'connections',
      5,
      'The most connections a process opens; at least as many as it has threads.',
    ),
    option(['min_connections'], 'min', 'connections', 0, 'How many it keeps open.'),
    option(
      ['checkout_timeout'],
      'acquireTimeout',
      'seconds',
      5,
      'How long a thread waits for a free connection before ActiveRecord::ConnectionTimeoutError.',
    ),
    option(
      ['idle_timeout'],
      'idleTimeout',
      'seconds',
      300,
      'After how long an unused connection is closed; 0 keeps it.',
    ),
    option(
      ['reaping_frequency'],
      'other',
      'seconds',
      60,
      'How often connections of dead threads are taken back.',
    ),
  ],
  minAboveMax: 'unchecked',
  zeroWaitsForever: false,
  version: '8',
  source: 'rails.pool',
};

export const PRISMA: Product = {
  title: 'Prisma',
  package: '@prisma/client',
  options: [
    option(
      ['connection_limit'],
      'max',
      'connections',
      null,
      'The most connections a process opens. By default twice the CPUs of the machine plus one: of the node, not of the pod. Prisma 7 reads it no longer: there the driver adapter has the pool.',
    ),
    option(
      ['pool_timeout'],
      'acquireTimeout',
      'seconds',
      10,
      'How long a query waits for a free connection; 0 waits for ever.',
    ),
    option(
      ['connect_timeout'],
      'other',
      'seconds',
      5,
      'How long opening a connection may take; 0 waits for ever.',
    ),
    option(
      ['pgbouncer'],
      'other',
      'none',
      null,
      'Leaves prepared statements out, for a PgBouncer before 1.21 in transaction mode.',
    ),
  ],
  minAboveMax: 'unchecked',
  zeroWaitsForever: true,
  version: '6',
  source: 'prisma.pool',
};

/** Npgsql, SqlClient and MySqlConnector share these words; their defaults agree but for the wait. */
export const ADO_NET: Product = {
  title: 'ADO.NET',
  package: 'ADO.NET',
  options: [
    option(
      ['Maximum Pool Size', 'Max Pool Size', 'MaxPoolSize', 'MaximumPoolSize'],
      'max',
      'connections',
      100,
      'The most connections of one connection string in one process.',
    ),
    option(
      ['Minimum Pool Size', 'Min Pool Size', 'MinPoolSize', 'MinimumPoolSize'],
      'min',
      'connections',
      0,
      'How many are kept open.',
    ),
    option(
      ['Timeout', 'Connect Timeout', 'Connection Timeout'],
      'acquireTimeout',
      'seconds',
      15,
      'How long opening waits, for the server and for a free connection of the pool; 0 waits for ever.',
    ),
    option(
      ['Connection Idle Lifetime'],
      'idleTimeout',
      'seconds',
      300,
      'After how long an idle connection above the minimum is closed (Npgsql).',
    ),
    option(
      ['Connection Lifetime', 'Load Balance Timeout'],
      'lifetime',
      'seconds',
      null,
      'How old a connection may become when it is given back.',
    ),
    option(['Pooling'], 'other', 'none', null, 'False opens a connection each time.'),
  ],
  minAboveMax: { refused: 'opening a connection fails with an ArgumentException' },
  zeroWaitsForever: true,
  version: 'Npgsql 9, SqlClient 6',
  source: 'npgsql.pool',
};

/** The pool of `OPTIONS`, since Django 5.1: psycopg_pool's words. */
export const DJANGO: Product = {
  title: 'Django',
  package: 'django',
  options: [
    option(
      ['max_size'],
      'max',
      'connections',
      null,
      'The most connections a process opens; as many as min_size where it is not set.',
    ),
    option(['min_size'], 'min', 'connections', 4, 'How many it keeps open.'),
    option(
      ['timeout'],
      'acquireTimeout',
      'seconds',
      30,
      'How long a request waits for a free connection.',
    ),
    option(
      ['max_idle'],
      'idleTimeout',
      'seconds',
      600,
      'After how long an idle connection above min_size is closed.',
    ),
    option(['max_lifetime'], 'lifetime', 'seconds', 3600, 'How old a connection may become.'),
    option(
      ['CONN_MAX_AGE'],
      'other',
      'seconds',
      0,
      'How long a connection outlives its request: 0 closes it each time, None keeps it for ever. Each thread has one. With a pool it must be 0.',
    ),
    option(
      ['CONN_HEALTH_CHECKS'],
      'other',
      'none',
      null,
      'Whether a kept connection is tried before a request uses it; False by default.',
    ),
  ],
  minAboveMax: { refused: 'the pool cannot be made, and every request fails' },
  zeroWaitsForever: false,
  version: '5.2',
  source: 'django.databases',
};

export const PGBOUNCER: Product = {
  title: 'PgBouncer',
  package: 'pgbouncer',
  options: [
    option(
      ['default_pool_size'],
      'max',
      'connections',
      20,
      'Server connections for each pair of user and database.',
    ),
    option(
      ['min_pool_size'],
      'min',
      'connections',
      0,
      'Server connections that are kept open for each pair.',
    ),
    option(
      ['query_wait_timeout'],
      'acquireTimeout',
      'seconds',
      120,
      'How long a client waits for a server connection; 0 waits for ever.',
    ),
    option(
      ['server_idle_timeout'],
      'idleTimeout',
      'seconds',
      600,
      'After how long an idle server connection is closed.',
    ),
    option(
      ['server_lifetime'],
      'lifetime',
      'seconds',
      3600,
      'How old a server connection may become.',
    ),
    option(
      ['max_client_conn'],
      'other',
      'connections',
      100,
      'The most clients that may be connected; more are refused.',
    ),
    option(
      ['max_db_connections'],
      'other',
      'connections',
      0,
      'The most server connections of a database over all users; 0 is no limit.',
    ),
    option(
      ['reserve_pool_size'],
      'other',
      'connections',
      0,
      'Server connections on top for clients that have waited reserve_pool_timeout.',
    ),
    option(
      ['pool_mode'],
      'other',
      'none',
      null,
      'When a server connection is given back: after the session (the default), the transaction or the statement.',
    ),
    option(
      ['max_prepared_statements'],
      'other',
      'none',
      200,
      'How many prepared statements of clients are carried in transaction mode; 0 carries none. 0 was the default before 1.24, and before 1.21 there was none.',
    ),
  ],
  minAboveMax: 'unchecked',
  zeroWaitsForever: true,
  version: '1.24',
  source: 'pgbouncer.config',
};

export const PHP_FPM: Product = {
  title: 'PHP-FPM',
  package: 'php-fpm',
  options: [
    option(
      ['pm.max_children'],
      'max',
      'processes',
      null,
      'The most processes, and so the most requests at once; each opens connections of its own.',
    ),
    option(
      ['pm.start_servers'],
      'startServers',
      'processes',
      null,
      'How many processes are there at the start (dynamic); between the two spare numbers.',
    ),
    option(
      ['pm.min_spare_servers'],
      'minSpare',
      'processes',
      null,
      'How many processes wait at least (dynamic).',
    ),
    option(
      ['pm.max_spare_servers'],
      'maxSpare',
      'processes',
      null,
      'How many processes wait at most (dynamic).',
    ),
    option(
      ['pm.max_requests'],
      'other',
      'none',
      0,
      'After how many requests a process is replaced; 0 is never.',
    ),
    option(
      ['pm'],
      'other',
      'none',
      null,
      'static keeps max_children, dynamic moves between the spare numbers, ondemand starts none.',
    ),
  ],
  minAboveMax: 'unchecked',
  zeroWaitsForever: false,
  version: '8',
  source: 'php-fpm.config',
};

function option(
  names: readonly string[],
  role: Role,
  unit: Option['unit'],
  byDefault: number | null,
  meaning: string,
): Option {
  return { names, role, unit, byDefault, meaning };
}
