import { checkout } from '../leases';
import { connections, defineLibrary, pool, seconds, setting } from '../library';
import { IDLE, LIFE, MAX } from '../meanings';

/** Postgres.js, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'Postgres.js',
  language: 'javascript',
  modules: ['postgres'],
  engine: 'postgres',
  constructs: [pool('default')],
  options: [
    connections('max', 'max', 10, MAX),
    seconds('idle_timeout', 'idleTimeout', null, `${IDLE} Never by default.`),
    seconds('max_lifetime', 'lifetime', null, `${LIFE} 30 to 60 minutes by default.`),
    seconds('connect_timeout', 'other', 30, 'How long opening a connection may take.'),
    setting(
      'prepare',
      'Whether statements are prepared; off behind PgBouncer in transaction mode.',
    ),
  ],
  inAddress: { max: 'max', min: null },
  unknownOption: 'ignored',
  acquires: 'forever',
  minAboveMax: 'unchecked',
  leases: [checkout(/^reserve$/, /^release$/, 'release')],
  managed: [{ take: /^begin$/, parameter: 0 }],
  prepares: ({ complete, writes }) => (complete && !writes('prepare') ? 'Postgres.js' : undefined),
  snippet: {
    prefix: 'pool-postgres-js',
    lines: [
      "import postgres from 'postgres';",
      '',
      "export const sql = postgres(process.env.DATABASE_URL ?? '', {",
      '  @NAME: VALUE,',
      '});',
    ],
  },
  version: '3.4',
  source: 'postgres-js.pool',
});
