import { toPool } from '../leases';
import { connections, defineLibrary, pool } from '../library';
import { MAX, MIN } from '../meanings';

/** psycopg2.pool, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'psycopg2.pool',
  language: 'python',
  modules: ['psycopg2.pool'],
  packages: ['psycopg2', 'psycopg2-binary'],
  engine: 'postgres',
  constructs: [
    pool('SimpleConnectionPool', 'settings'),
    pool('ThreadedConnectionPool', 'settings'),
  ],
  options: [
    connections('maxconn', 'max', null, `${MAX} It has no default; one more is refused at once.`),
    connections('minconn', 'min', null, `${MIN} It has no default; they are opened at once.`),
  ],
  // What it does not know is an option of the connection.
  unknownOption: 'unchecked',
  acquires: 'limited',
  minAboveMax: 'unchecked',
  collected: /^/,
  handles: { SimpleConnectionPool: 'pool', ThreadedConnectionPool: 'pool' },
  leases: [toPool(/^getconn$/, /^putconn$/, 'putconn')],
  snippet: {
    prefix: 'pool-psycopg2',
    lines: [
      'import os',
      '',
      'from psycopg2.pool import ThreadedConnectionPool',
      '',
      '# One connection more than that is refused at once.',
      'pool = ThreadedConnectionPool(',
      '    minconn=1,',
      '    @NAME=VALUE,',
      '    dsn=os.environ["DATABASE_URL"],',
      ')',
    ],
  },
  version: '2.9',
  source: 'psycopg2.pool',
});
