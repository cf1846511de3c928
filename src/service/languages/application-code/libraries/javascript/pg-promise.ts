import { connections, defineLibrary, milliseconds, pool, seconds, setting } from '../library';
import { IDLE, LIFE, MAX, WAIT } from '../meanings';

/** pg-promise, as read in its source or documentation at the version given: it hands its options on to node-postgres. */
export default defineLibrary({
  title: 'pg-promise',
  language: 'javascript',
  modules: ['pg-promise'],
  engine: 'postgres',
  constructs: [pool('default()', 0)],
  options: [
    connections('max', 'max', 10, MAX),
    connections('poolSize', 'max', 10, `${MAX} Another name for max.`),
    connections('min', 'min', 0, 'Idle connections that are kept; none is opened ahead of need.'),
    milliseconds('connectionTimeoutMillis', 'acquireTimeout', 0, `${WAIT} 0 waits for ever.`),
    milliseconds('idleTimeoutMillis', 'idleTimeout', 10_000, IDLE),
    seconds('maxLifetimeSeconds', 'lifetime', 0, `${LIFE} 0 is never.`),
    setting('maxUses', 'After how many uses a connection is replaced.'),
    setting('allowExitOnIdle', 'Whether idle connections let the process end.'),
  ],
  unknownOption: 'ignored',
  acquires: 'forever',
  minAboveMax: 'unchecked',
  managed: [
    { take: /^(?:tx|txIf)$/, parameter: 0 },
    { take: /^(?:task|taskIf)$/, parameter: 0 },
  ],
  snippet: {
    prefix: 'pool-pg-promise',
    lines: [
      "import pgPromise from 'pg-promise';",
      '',
      'const pgp = pgPromise();',
      'export const db = pgp({',
      '  connectionString: process.env.DATABASE_URL,',
      '  @NAME: VALUE,',
      '});',
    ],
  },
  version: '12.7',
  since: 9,
  source: 'pg-promise.pool',
});
