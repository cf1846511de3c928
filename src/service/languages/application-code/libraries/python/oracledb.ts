import { checkout } from '../leases';
import { connection, connections, defineLibrary, milliseconds, pool, seconds } from '../library';
import { IDLE, LIFE, MAX, MIN } from '../meanings';

/** python-oracledb, as read in its documentation at the version given. */
export default defineLibrary({
  title: 'python-oracledb',
  language: 'python',
  modules: ['oracledb'],
  packages: ['oracledb'],
  engine: 'oracle',
  constructs: [
    pool('create_pool', 'settings'),
    pool('create_pool_async', 'settings'),
    connection('connect'),
    connection('connect_async'),
  ],
  options: [
    connections('max', 'max', 2, MAX),
    connections('min', 'min', 1, MIN),
    connections('increment', 'other', 1, 'How many connections are opened at a time.'),
    milliseconds(
      'wait_timeout',
      'other',
      0,
      'How long a request waits for a free connection, with getmode POOL_GETMODE_TIMEDWAIT.',
    ),
    seconds('timeout', 'idleTimeout', 0, `${IDLE} 0 is never.`),
    seconds('max_lifetime_session', 'lifetime', 0, `${LIFE} 0 is never.`),
    seconds('ping_interval', 'other', 60, 'After how much idle time a connection is tested.'),
  ],
  acquires: 'forever',
  handles: {
    ...{ ConnectionPool: 'pool', AsyncConnectionPool: 'pool' },
    ...{ Connection: 'connection', AsyncConnection: 'connection' },
  },
  // A connection that nothing refers to goes back to its pool.
  leases: [{ ...checkout(/^acquire$/, /^close$/, 'close'), collected: true }],
  snippet: {
    prefix: 'pool-python-oracledb',
    lines: [
      'import os',
      '',
      'import oracledb',
      '',
      'pool = oracledb.create_pool(',
      '    user=os.environ["ORACLE_USER"],',
      '    password=os.environ["ORACLE_PASSWORD"],',
      '    dsn=os.environ["ORACLE_DSN"],',
      '    @NAME=VALUE,',
      '    getmode=oracledb.POOL_GETMODE_TIMEDWAIT,',
      '    wait_timeout=5000,',
      ')',
    ],
  },
  version: '3.3',
  source: 'python-oracledb.pool',
});
