import { toPool } from '../leases';
import { connection, connections, defineLibrary, pool, seconds } from '../library';
import { LIFE, MAX, MIN } from '../meanings';

/** aiomysql, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'aiomysql',
  language: 'python',
  modules: ['aiomysql'],
  packages: ['aiomysql'],
  engine: 'mysql',
  constructs: [pool('create_pool', 'settings'), connection('connect')],
  options: [
    connections('maxsize', 'max', 10, `${MAX} 0 is no limit.`),
    connections('minsize', 'min', 1, `${MIN} They are opened at once.`),
    seconds('pool_recycle', 'lifetime', -1, `${LIFE} -1 is never.`),
  ],
  // What it does not know is an option of the connection.
  unknownOption: 'unchecked',
  acquires: 'forever',
  minAboveMax: 'throws',
  handles: { Pool: 'pool', Connection: 'connection' },
  leases: [toPool(/^acquire$/, /^release$/, 'release')],
  snippet: {
    prefix: 'pool-aiomysql',
    roles: ['max'],
    lines: [
      'import os',
      '',
      'import aiomysql',
      '',
      '',
      'async def open_pool() -> aiomysql.Pool:',
      '    return await aiomysql.create_pool(',
      '        host=os.environ["DB_HOST"],',
      '        user=os.environ["DB_USER"],',
      '        password=os.environ["DB_PASSWORD"],',
      '        db=os.environ["DB_NAME"],',
      '        @NAME=VALUE,',
      '        pool_recycle=1800,',
      '    )',
    ],
  },
  version: '0.3',
  source: 'aiomysql.pool',
});
