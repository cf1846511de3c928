import { DATABASE_SQL, DATABASE_SQL_RANGE } from '../database-sql-options';
import { checkout, GO_ROWS, GO_TRANSACTION } from '../leases';
import { defineLibrary, pool } from '../library';

/** database/sql, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'database/sql',
  language: 'go',
  modules: ['database/sql'],
  engine: 'unknown',
  constructs: [pool('Open', 'settings'), pool('OpenDB', 'settings')],
  options: DATABASE_SQL,
  unknownOption: 'unchecked',
  acquires: 'forever',
  minAboveMax: 'clamped',
  handles: { DB: 'pool', Tx: 'connection', Conn: 'connection' },
  leases: [checkout(/^Conn$/, /^Close$/, 'Close'), GO_TRANSACTION, GO_ROWS],
  setOn: /^(?:DB|Open|OpenDB)$/,
  outOfRange: DATABASE_SQL_RANGE,
  snippet: {
    prefix: 'pool-sql',
    roles: ['max', 'maxIdle', 'idleTimeout', 'lifetime'],
    lines: [
      '// OpenPool opens the pool; a context with a deadline limits how long a request waits for it.',
      'func OpenPool(dsn string) (*sql.DB, error) {',
      '\tdb, err := sql.Open("${1:pgx}", dsn)',
      '\tif err != nil {',
      '\t\treturn nil, err',
      '\t}',
      '\t@db.NAME(VALUE)',
      '\treturn db, nil',
      '}',
    ],
  },
  version: '1.24',
  source: 'go.pool',
});
