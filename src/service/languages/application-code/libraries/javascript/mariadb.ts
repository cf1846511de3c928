import { checkout } from '../leases';
import {
  connection,
  connections,
  defineLibrary,
  milliseconds,
  pool,
  seconds,
  setting,
} from '../library';
import { IDLE, MAX, MIN, WAIT } from '../meanings';

/** mariadb, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'mariadb',
  language: 'javascript',
  modules: ['mariadb'],
  engine: 'mariadb',
  constructs: [pool('createPool', 0), connection('createConnection')],
  options: [
    connections('connectionLimit', 'max', 10, MAX),
    connections('minimumIdle', 'min', null, `${MIN} As many as connectionLimit by default.`),
    milliseconds('acquireTimeout', 'acquireTimeout', 10_000, WAIT),
    seconds('idleTimeout', 'idleTimeout', 1800, IDLE),
    milliseconds(
      'initializationTimeout',
      'other',
      9900,
      'How long the first connection may take; 100 less than acquireTimeout by default.',
    ),
    milliseconds(
      'leakDetectionTimeout',
      'other',
      0,
      'When a connection that is not given back is logged.',
    ),
    setting('resetAfterUse', 'Whether a connection is reset when it is given back.'),
  ],
  unknownOption: 'ignored',
  acquires: 'limited',
  minAboveMax: 'unchecked',
  handles: { Pool: 'pool', PoolConnection: 'connection' },
  leases: [checkout(/^getConnection$/, /^(?:release|destroy|end)$/, 'release')],
  snippet: {
    prefix: 'pool-mariadb',
    lines: [
      "import { createPool } from 'mariadb';",
      '',
      'export const pool = createPool({',
      '  host: process.env.DB_HOST,',
      '  user: process.env.DB_USER,',
      '  password: process.env.DB_PASSWORD,',
      '  database: process.env.DB_NAME,',
      '  @NAME: VALUE,',
      '});',
    ],
  },
  version: '3.5',
  source: 'mariadb.pool',
});
