import { connections, defineLibrary, milliseconds, pool } from '../library';
import { IDLE, MAX, MIN, WAIT } from '../meanings';

/** mssql, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'mssql',
  language: 'javascript',
  modules: ['mssql'],
  engine: 'mssql',
  constructs: [pool('ConnectionPool', 0, ['pool'])],
  options: [
    connections('max', 'max', 10, MAX),
    connections('min', 'min', 0, MIN),
    milliseconds('acquireTimeoutMillis', 'acquireTimeout', 30_000, WAIT),
    milliseconds('idleTimeoutMillis', 'idleTimeout', 30_000, IDLE),
    milliseconds('createTimeoutMillis', 'other', 30_000, 'How long opening a connection may take.'),
    milliseconds('destroyTimeoutMillis', 'other', 5000, 'How long closing a connection may take.'),
    milliseconds('reapIntervalMillis', 'other', 1000, 'How often idle connections are looked for.'),
    milliseconds('createRetryIntervalMillis', 'other', 200, 'Pause before opening is tried again.'),
  ],
  unknownOption: 'throws',
  acquires: 'limited',
  minAboveMax: 'throws',
  handles: { ConnectionPool: 'pool' },
  snippet: {
    prefix: 'pool-mssql',
    lines: [
      "import { ConnectionPool } from 'mssql';",
      '',
      'export const pool = new ConnectionPool({',
      "  server: process.env.DB_HOST ?? '',",
      '  user: process.env.DB_USER,',
      '  password: process.env.DB_PASSWORD,',
      '  database: process.env.DB_NAME,',
      '  pool: {',
      '    @NAME: VALUE,',
      '  },',
      '});',
    ],
  },
  version: '12.7 (tarn 3.1)',
  since: 9,
  source: 'mssql.pool',
});
