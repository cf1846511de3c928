import { transaction } from '../leases';
import { connections, defineLibrary, milliseconds, pool, setting } from '../library';
import { IDLE, MAX, MIN, WAIT } from '../meanings';

/** Sequelize, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'Sequelize',
  language: 'javascript',
  modules: ['sequelize', 'sequelize-typescript'],
  engine: 'unknown',
  constructs: [pool('Sequelize', 'last', ['pool']), pool('default', 'last', ['pool'])],
  options: [
    connections('max', 'max', 5, MAX),
    connections('min', 'min', 0, MIN),
    milliseconds('acquire', 'acquireTimeout', 60_000, WAIT),
    milliseconds('idle', 'idleTimeout', 10_000, IDLE),
    milliseconds('evict', 'other', 1000, 'How often idle connections are looked for.'),
    setting('maxUses', 'After how many uses a connection is replaced.'),
    setting('validate', 'Tests a connection before it is handed out.'),
  ],
  unknownOption: 'ignored',
  acquires: 'limited',
  minAboveMax: 'throws',
  leases: [transaction(/^(?:startUnmanagedT|t)ransaction$/, /^(?:commit|rollback)$/, 'rollback')],
  managed: [{ take: /^transaction$/, parameter: 0 }],
  transactionOption: 'transaction',
  models: { base: /^Model$/, defines: /^define$/ },
  snippet: {
    prefix: 'pool-sequelize',
    lines: [
      "import { Sequelize } from 'sequelize';",
      '',
      "export const sequelize = new Sequelize(process.env.DATABASE_URL ?? '', {",
      '  pool: {',
      '    @NAME: VALUE,',
      '  },',
      '});',
    ],
  },
  version: '6.37',
  source: 'sequelize.pool',
});
