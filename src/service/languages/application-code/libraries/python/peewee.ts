import { connections, defineLibrary, pool, seconds } from '../library';
import { MAX, UNLIMITED, WAIT } from '../meanings';

/** The pools of Peewee, as read in its source and documentation at the version given. */
export default defineLibrary({
  title: 'Peewee',
  language: 'python',
  modules: ['playhouse.pool'],
  packages: ['peewee'],
  constructs: [
    pool('PooledPostgresqlDatabase', 'settings'),
    pool('PooledPostgresqlExtDatabase', 'settings'),
    pool('PooledMySQLDatabase', 'settings'),
  ],
  options: [
    connections('max_connections', 'max', 20, MAX),
    seconds(
      'timeout',
      'acquireTimeout',
      null,
      `${WAIT} One more is refused at once by default; 0 waits for ever.`,
    ),
    seconds(
      'stale_timeout',
      'lifetime',
      null,
      'How old a connection may become; no end by default.',
    ),
  ],
  outOfRange: (option, value) =>
    option === 'max_connections' && value === 0 ? UNLIMITED : undefined,
  snippet: {
    prefix: 'pool-peewee',
    lines: [
      'import os',
      '',
      'from playhouse.pool import PooledPostgresqlDatabase',
      '',
      'database = PooledPostgresqlDatabase(',
      '    os.environ["DB_NAME"],',
      '    host=os.environ["DB_HOST"],',
      '    @NAME=VALUE,',
      ')',
    ],
  },
  version: '3.17',
  source: 'peewee.pool',
});
