import { connections, defineLibrary, milliseconds, pool, setting } from '../library';
import { IDLE, MAX, MIN } from '../meanings';

/** Slonik, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'Slonik',
  language: 'javascript',
  modules: ['slonik'],
  engine: 'postgres',
  constructs: [pool('createPool', 1)],
  options: [
    connections('maximumPoolSize', 'max', 10, MAX),
    connections('minimumPoolSize', 'min', 0, MIN),
    milliseconds(
      'connectionTimeout',
      'other',
      5000,
      'How long opening a connection may take; waiting for a free one is not limited by it.',
    ),
    milliseconds('idleTimeout', 'idleTimeout', 5000, IDLE),
    milliseconds(
      'idleInTransactionSessionTimeout',
      'other',
      60_000,
      'How long a transaction may lie idle.',
    ),
    milliseconds('statementTimeout', 'other', 60_000, 'How long a statement may run.'),
    setting('connectionRetryLimit', 'How often opening a connection is tried.'),
  ],
  unknownOption: 'ignored',
  acquires: 'forever',
  minAboveMax: 'throws',
  snippet: {
    prefix: 'pool-slonik',
    lines: [
      "import { createPool } from 'slonik';",
      '',
      "export const pool = await createPool(process.env.DATABASE_URL ?? '', {",
      '  @NAME: VALUE,',
      '});',
    ],
  },
  version: '47.3',
  source: 'slonik.pool',
});
