import { checkout, toPool } from '../leases';
import { connections, defineLibrary, pool, seconds } from '../library';
import { IDLE, LIFE, MAX, MIN, WAIT } from '../meanings';

/** psycopg_pool, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'psycopg_pool',
  language: 'python',
  modules: ['psycopg_pool'],
  packages: ['psycopg-pool'],
  engine: 'postgres',
  constructs: [pool('ConnectionPool', 'settings'), pool('AsyncConnectionPool', 'settings')],
  options: [
    connections('max_size', 'max', null, `${MAX} As many as min_size by default.`),
    connections('min_size', 'min', 4, MIN),
    seconds('timeout', 'acquireTimeout', 30, WAIT),
    seconds('max_idle', 'idleTimeout', 600, IDLE),
    seconds('max_lifetime', 'lifetime', 3600, LIFE),
    connections('max_waiting', 'queueLimit', 0, 'How many requests may wait; 0 is no limit.'),
  ],
  unknownOption: 'throws',
  acquires: 'limited',
  minAboveMax: 'throws',
  handles: { ConnectionPool: 'pool', AsyncConnectionPool: 'pool' },
  leases: [toPool(/^getconn$/, /^putconn$/, 'putconn'), checkout(/^connection$/, /^(?!)/, 'close')],
  alsoHands: /^connection$/,
  snippet: {
    prefix: 'pool-psycopg',
    lines: [
      'import os',
      '',
      'from psycopg_pool import ConnectionPool',
      '',
      'pool = ConnectionPool(',
      '    os.environ["DATABASE_URL"],',
      '    min_size=2,',
      '    @NAME=VALUE,',
      ')',
    ],
  },
  version: '3.2',
  source: 'psycopg-pool.pool',
});
