import { checkout } from '../leases';
import { connection, connections, defineLibrary, milliseconds, pool, setting } from '../library';
import { MAX, QUEUE } from '../meanings';

/** mysql, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'mysql',
  language: 'javascript',
  modules: ['mysql'],
  engine: 'mysql',
  constructs: [pool('createPool', 0), connection('createConnection')],
  options: [
    connections('connectionLimit', 'max', 10, MAX),
    connections('queueLimit', 'queueLimit', 0, QUEUE),
    milliseconds(
      'acquireTimeout',
      'other',
      10_000,
      'How long connecting may take; waiting in the queue is not limited by it.',
    ),
    setting('waitForConnections', 'Whether a request waits when every connection is taken.'),
  ],
  unknownOption: 'ignored',
  acquires: 'forever',
  minAboveMax: 'unchecked',
  handles: { Pool: 'pool' },
  leases: [checkout(/^getConnection$/, /^(?:release|destroy|end)$/, 'release')],
  snippet: {
    prefix: 'pool-mysql',
    lines: [
      "import mysql from 'mysql';",
      '',
      'export const pool = mysql.createPool({',
      '  host: process.env.DB_HOST,',
      '  user: process.env.DB_USER,',
      '  password: process.env.DB_PASSWORD,',
      '  database: process.env.DB_NAME,',
      '  @NAME: VALUE,',
      '});',
    ],
  },
  version: '2.18',
  source: 'mysql.pool',
});
