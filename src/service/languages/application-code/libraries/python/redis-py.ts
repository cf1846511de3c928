import { connections, defineLibrary, pool } from '../library';
import { MAX } from '../meanings';

/** redis-py, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'redis-py',
  language: 'python',
  modules: [
    ...['redis', 'redis.asyncio', 'redis.connection', 'redis.asyncio.connection'],
    ...['redis.Redis', 'redis.asyncio.Redis'],
  ],
  packages: ['redis'],
  engine: 'redis',
  constructs: [pool('ConnectionPool', 'settings')],
  options: [
    connections(
      'max_connections',
      'max',
      null,
      `${MAX} One more is refused at once. 100 by default, without limit in older versions.`,
    ),
  ],
  unknownOption: 'unchecked',
  acquires: 'limited',
  minAboveMax: 'unchecked',
  handles: { Redis: 'cache' },
  cache: { title: 'Redis', makes: /^(?:Redis|StrictRedis|from_url)$/ },
  snippet: {
    prefix: 'pool-redis-py',
    lines: [
      'import os',
      '',
      'import redis',
      '',
      '# One connection more than that is refused at once.',
      'pool = redis.ConnectionPool(',
      '    host=os.environ["REDIS_HOST"],',
      '    @NAME=VALUE,',
      ')',
      'client = redis.Redis(connection_pool=pool)',
    ],
  },
  version: '8.1',
  source: 'redis-py.pool',
});
