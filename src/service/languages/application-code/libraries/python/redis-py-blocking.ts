import { connections, defineLibrary, pool, seconds } from '../library';
import { MAX, WAIT } from '../meanings';

/** redis-py, blocking, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'redis-py, blocking',
  language: 'python',
  modules: ['redis', 'redis.asyncio', 'redis.connection', 'redis.asyncio.connection'],
  packages: ['redis'],
  engine: 'redis',
  constructs: [pool('BlockingConnectionPool', 'settings')],
  options: [
    connections('max_connections', 'max', 50, MAX),
    seconds('timeout', 'acquireTimeout', 20, WAIT),
  ],
  unknownOption: 'unchecked',
  acquires: 'limited',
  minAboveMax: 'unchecked',
  snippet: {
    prefix: 'pool-redis-py-blocking',
    lines: [
      'import os',
      '',
      'import redis',
      '',
      'pool = redis.BlockingConnectionPool(',
      '    host=os.environ["REDIS_HOST"],',
      '    @NAME=VALUE,',
      ')',
      'client = redis.Redis(connection_pool=pool)',
    ],
  },
  version: '8.1',
  source: 'redis-py.pool',
});
