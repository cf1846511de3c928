import { option, type Product } from './product';

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
