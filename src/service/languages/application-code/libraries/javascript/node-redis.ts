import { connection, connections, defineLibrary, milliseconds, pool } from '../library';
import { IDLE, MAX, MIN, WAIT } from '../meanings';

/** node-redis, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'node-redis',
  language: 'javascript',
  modules: ['redis', '@redis/client'],
  engine: 'redis',
  constructs: [pool('createClientPool', 1), connection('createClient')],
  options: [
    connections('maximum', 'max', 100, MAX),
    connections('minimum', 'min', 1, MIN),
    milliseconds('acquireTimeout', 'acquireTimeout', 3000, WAIT),
    milliseconds('cleanupDelay', 'idleTimeout', 3000, IDLE),
  ],
  unknownOption: 'ignored',
  acquires: 'limited',
  minAboveMax: 'unchecked',
  snippet: {
    prefix: 'pool-redis',
    lines: [
      "import { createClientPool } from 'redis';",
      '',
      'export const redis = createClientPool(',
      '  { url: process.env.REDIS_URL },',
      '  {',
      '    @NAME: VALUE,',
      '  },',
      ');',
    ],
  },
  version: '6.3',
  since: 5,
  source: 'node-redis.pool',
});
