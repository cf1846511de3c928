import { connections, defineLibrary, pool } from '../library';
import { MAX, MIN } from '../meanings';

/** Databases of Encode, as read in its source or documentation at the version given: a pool of asyncpg or aiomysql. */
export default defineLibrary({
  title: 'Databases',
  language: 'python',
  modules: ['databases'],
  engine: 'unknown',
  constructs: [pool('Database', 'settings')],
  options: [connections('max_size', 'max', 10, MAX), connections('min_size', 'min', 10, MIN)],
  acquires: 'forever',
  minAboveMax: 'throws',
  handles: { Database: 'pool' },
  snippet: {
    prefix: 'pool-databases',
    lines: [
      'import os',
      '',
      'from databases import Database',
      '',
      'database = Database(',
      '    os.environ["DATABASE_URL"],',
      '    @NAME=VALUE,',
      ')',
    ],
  },
  version: '0.9',
  source: 'databases.pool',
});
