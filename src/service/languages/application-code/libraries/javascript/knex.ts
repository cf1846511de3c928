import { transaction } from '../leases';
import { connections, defineLibrary, milliseconds, pool, setting } from '../library';
import { IDLE, MAX, MIN, WAIT } from '../meanings';

/** knex, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'knex',
  language: 'javascript',
  modules: ['knex'],
  engine: 'unknown',
  constructs: [pool('default', 0, ['pool']), pool('knex', 0, ['pool'])],
  options: [
    connections('max', 'max', 10, MAX),
    connections('min', 'min', 2, MIN),
    milliseconds('acquireTimeoutMillis', 'acquireTimeout', 60_000, WAIT),
    milliseconds('createTimeoutMillis', 'other', 30_000, 'How long opening a connection may take.'),
    milliseconds('destroyTimeoutMillis', 'other', 5000, 'How long closing a connection may take.'),
    milliseconds('idleTimeoutMillis', 'idleTimeout', 30_000, IDLE),
    milliseconds('reapIntervalMillis', 'other', 1000, 'How often idle connections are looked for.'),
    milliseconds('createRetryIntervalMillis', 'other', 200, 'Pause before opening is tried again.'),
    setting('propagateCreateError', 'Whether a failed opening fails the request at once.'),
    setting('afterCreate', 'Called with each new connection.'),
    setting('validate', 'Tests a connection before it is handed out.'),
    setting('log', 'Called with messages.'),
  ],
  unknownOption: 'throws',
  acquires: 'limited',
  minAboveMax: 'throws',
  leases: [transaction(/^transaction$/, /^(?:commit|rollback)$/, 'rollback')],
  managed: [{ take: /^transaction$/, parameter: 0 }],
  snippet: {
    prefix: 'pool-knex',
    lines: [
      "import knex from 'knex';",
      '',
      'export const db = knex({',
      "  client: '${1:pg}',",
      '  connection: process.env.DATABASE_URL,',
      '  pool: {',
      '    min: 0,',
      '    @NAME: VALUE,',
      '  },',
      '});',
    ],
  },
  version: '3.3 (tarn 3.1)',
  source: 'knex.pool',
});
