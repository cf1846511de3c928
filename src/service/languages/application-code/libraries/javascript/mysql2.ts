import { checkout } from '../leases';
import { connection, connections, defineLibrary, milliseconds, pool, setting } from '../library';
import { IDLE, MAX, QUEUE } from '../meanings';

/** mysql2, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'mysql2',
  language: 'javascript',
  modules: ['mysql2', 'mysql2/promise'],
  engine: 'mysql',
  constructs: [pool('createPool', 0), connection('createConnection')],
  options: [
    connections('connectionLimit', 'max', 10, MAX),
    connections('maxIdle', 'maxIdle', null, 'Idle connections that are kept; all by default.'),
    milliseconds('idleTimeout', 'idleTimeout', 60_000, IDLE),
    connections('queueLimit', 'queueLimit', 0, QUEUE),
    setting('waitForConnections', 'Whether a request waits when every connection is taken.'),
    setting('enableKeepAlive', 'Whether idle sockets are kept alive.'),
  ],
  inAddress: { max: 'connectionLimit', min: null },
  unknownOption: 'ignored',
  acquires: 'forever',
  minAboveMax: 'unchecked',
  handles: { Pool: 'pool', PoolConnection: 'connection' },
  leases: [checkout(/^getConnection$/, /^(?:release|destroy|end)$/, 'release')],
  snippet: {
    prefix: 'pool-mysql2',
    lines: [
      "import { createPool } from 'mysql2/promise';",
      '',
      'export const pool = createPool({',
      '  uri: process.env.DATABASE_URL,',
      '  @NAME: VALUE,',
      '});',
    ],
  },
  version: '3.24',
  source: 'mysql2.pool',
});
