import { checkout } from '../leases';
import { connection, defineLibrary, pool } from '../library';
import { NODE_POSTGRES } from '../node-postgres-options';

/** node-postgres, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'node-postgres',
  language: 'javascript',
  modules: ['pg', 'pg-pool'],
  engine: 'postgres',
  constructs: [pool('Pool', 0), pool('pg-pool', 0), connection('Client')],
  options: NODE_POSTGRES,
  unknownOption: 'ignored',
  acquires: 'forever',
  minAboveMax: 'clamped',
  handles: { Pool: 'pool', PoolClient: 'connection', Client: 'connection' },
  leases: [checkout(/^connect$/, /^(?:release|destroy|end)$/, 'release')],
  idleErrorsThrow: true,
  outOfRange(option, value) {
    if (option !== 'max') return undefined;
    if (value < 0)
      return { says: 'lets the pool open none: every request waits for ever', breaks: true };
    return value === 0 ? { says: 'is read as the default, 10', breaks: false } : undefined;
  },
  snippet: {
    prefix: 'pool-pg',
    lines: [
      "import { Pool } from 'pg';",
      '',
      'export const pool = new Pool({',
      '  connectionString: process.env.DATABASE_URL,',
      '  @NAME: VALUE,',
      '});',
      "pool.on('error', (error) => console.error('An idle connection failed', error));",
    ],
  },
  version: '8.23',
  source: 'node-postgres.pool',
});
