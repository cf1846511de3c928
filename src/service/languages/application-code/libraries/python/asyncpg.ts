import { toPool } from '../leases';
import { connection, connections, defineLibrary, pool, seconds, setting } from '../library';
import { IDLE, MAX, MIN } from '../meanings';

/** asyncpg, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'asyncpg',
  language: 'python',
  modules: ['asyncpg'],
  packages: ['asyncpg'],
  engine: 'postgres',
  constructs: [pool('create_pool', 'settings'), connection('connect')],
  options: [
    connections('max_size', 'max', 10, MAX),
    connections('min_size', 'min', 10, `${MIN} They are opened at once.`),
    seconds('max_inactive_connection_lifetime', 'idleTimeout', 300, IDLE),
    setting('timeout', 'How long opening a connection may take, in seconds; 60 by default.'),
    setting('max_queries', 'After how many queries a connection is replaced; 50,000 by default.'),
    seconds('command_timeout', 'other', null, 'How long a statement may run; no limit by default.'),
  ],
  unknownOption: 'throws',
  acquires: 'forever',
  minAboveMax: 'throws',
  handles: { Pool: 'pool', Connection: 'connection' },
  leases: [toPool(/^acquire$/, /^release$/, 'release')],
  prepares: ({ complete, writes }) =>
    complete && !writes('statement_cache_size') ? 'asyncpg' : undefined,
  snippet: {
    prefix: 'pool-asyncpg',
    roles: ['max', 'idleTimeout'],
    lines: [
      'import os',
      '',
      'import asyncpg',
      '',
      '',
      '# pool.acquire(timeout=5) limits how long a request waits.',
      'async def open_pool() -> asyncpg.Pool:',
      '    return await asyncpg.create_pool(',
      '        os.environ["DATABASE_URL"],',
      '        min_size=2,',
      '        @NAME=VALUE,',
      '        command_timeout=30,',
      '    )',
    ],
  },
  version: '0.30',
  source: 'asyncpg.pool',
});
