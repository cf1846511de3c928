import { DATABASE_SQL, DATABASE_SQL_RANGE } from '../database-sql-options';
import { checkout, GO_ROWS, GO_TRANSACTION } from '../leases';
import { defineLibrary, pool } from '../library';

/** sqlx, which has the pool of `database/sql`. */
export default defineLibrary({
  title: 'sqlx',
  language: 'go',
  modules: ['github.com/jmoiron/sqlx'],
  constructs: [
    ...[pool('Open', 'settings'), pool('MustOpen', 'settings'), pool('Connect', 'settings')],
    ...[pool('ConnectContext', 'settings'), pool('MustConnect', 'settings')],
  ],
  options: DATABASE_SQL,
  acquires: 'forever',
  minAboveMax: 'clamped',
  handles: { DB: 'pool', Tx: 'connection' },
  leases: [checkout(/^Connx?$/, /^Close$/, 'Close'), GO_TRANSACTION, GO_ROWS],
  setOn: /^(?:DB|Open|MustOpen|Connect|MustConnect)$/,
  outOfRange: DATABASE_SQL_RANGE,
  snippet: {
    prefix: 'pool-sqlx',
    roles: ['max', 'maxIdle', 'idleTimeout', 'lifetime'],
    lines: [
      '// OpenPool opens the pool; a context with a deadline limits how long a request waits for it.',
      'func OpenPool(dsn string) (*sqlx.DB, error) {',
      '\tdb, err := sqlx.Open("${1:pgx}", dsn)',
      '\tif err != nil {',
      '\t\treturn nil, err',
      '\t}',
      '\t@db.NAME(VALUE)',
      '\treturn db, nil',
      '}',
    ],
  },
  version: '1.4',
  source: 'go.pool',
});
