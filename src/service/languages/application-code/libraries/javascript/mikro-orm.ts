import { connections, defineLibrary, pool } from '../library';
import { MAX, MIN } from '../meanings';

/** MikroORM, as read in its documentation at the version given: its drivers have pools of different sizes by default. */
export default defineLibrary({
  title: 'MikroORM',
  language: 'javascript',
  modules: [
    ...['@mikro-orm/core', '@mikro-orm/postgresql', '@mikro-orm/mysql', '@mikro-orm/mariadb'],
    ...['@mikro-orm/mssql', '@mikro-orm/nestjs'],
  ],
  constructs: [pool('MikroORM.init', 0, ['pool']), pool('MikroOrmModule.forRoot', 0, ['pool'])],
  options: [connections('max', 'max', null, MAX), connections('min', 'min', null, MIN)],
  snippet: {
    prefix: 'pool-mikro-orm',
    roles: ['max', 'min'],
    lines: [
      "import { MikroORM } from '@mikro-orm/postgresql';",
      '',
      'export const orm = await MikroORM.init({',
      '  clientUrl: process.env.DATABASE_URL,',
      '  pool: {',
      '    @NAME: VALUE,',
      '  },',
      '});',
    ],
  },
  version: '6.6',
  source: 'mikro-orm.pool',
});
