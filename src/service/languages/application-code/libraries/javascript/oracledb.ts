import { checkout } from '../leases';
import { connection, connections, defineLibrary, milliseconds, pool, seconds } from '../library';
import { IDLE, LIFE, MAX, MIN, QUEUE, WAIT } from '../meanings';

/** node-oracledb, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'node-oracledb',
  language: 'javascript',
  modules: ['oracledb'],
  engine: 'oracle',
  constructs: [pool('createPool', 0), connection('getConnection')],
  options: [
    connections('poolMax', 'max', 4, MAX),
    connections('poolMin', 'min', 0, MIN),
    connections('poolIncrement', 'other', 1, 'How many connections are opened at a time.'),
    milliseconds('queueTimeout', 'acquireTimeout', 60_000, WAIT),
    connections('queueMax', 'queueLimit', 500, QUEUE),
    seconds('poolTimeout', 'idleTimeout', 60, IDLE),
    seconds('maxLifetimeSession', 'lifetime', 0, `${LIFE} 0 is never.`),
    seconds('poolPingInterval', 'other', 60, 'After how much idle time a connection is tested.'),
  ],
  unknownOption: 'unchecked',
  acquires: 'limited',
  minAboveMax: 'unchecked',
  leases: [checkout(/^getConnection$/, /^close$/, 'close')],
  snippet: {
    prefix: 'pool-oracledb',
    lines: [
      "import oracledb from 'oracledb';",
      '',
      'export const pool = await oracledb.createPool({',
      '  connectString: process.env.DB_CONNECT,',
      '  user: process.env.DB_USER,',
      '  password: process.env.DB_PASSWORD,',
      '  @NAME: VALUE,',
      '});',
    ],
  },
  version: '7.0',
  source: 'node-oracledb.pool',
});
