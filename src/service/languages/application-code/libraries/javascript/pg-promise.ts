import { defineLibrary, pool } from '../library';
import { NODE_POSTGRES } from '../node-postgres-options';

/** pg-promise, as read in its source or documentation at the version given: it hands its options on to node-postgres. */
export default defineLibrary({
  title: 'pg-promise',
  language: 'javascript',
  modules: ['pg-promise'],
  engine: 'postgres',
  constructs: [pool('default()', 0)],
  options: NODE_POSTGRES,
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
