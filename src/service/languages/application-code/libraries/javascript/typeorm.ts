import { transaction } from '../leases';
import { connections, defineLibrary, pool, setting } from '../library';
import { MAX } from '../meanings';

/** TypeORM, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'TypeORM',
  language: 'javascript',
  modules: ['typeorm', '@nestjs/typeorm'],
  engine: 'unknown',
  constructs: [
    pool('DataSource', 0),
    pool('TypeOrmModule.forRoot', 0),
    pool('TypeOrmModule.forRootAsync', 0),
  ],
  handedOn: 'extra',
  byEngine: { postgres: 10, mysql: 10, mariadb: 10, mssql: 10, oracle: 4 },
  options: [
    connections('poolSize', 'max', null, `${MAX} As the driver has it by default, mostly 10.`),
    connections('extra.max', 'max', null, 'The same, as the driver of PostgreSQL calls it.'),
    connections('extra.connectionLimit', 'max', null, 'The same, as those of MySQL call it.'),
    setting('extra', 'Options that are handed to the driver as they are: its own names count.'),
    setting('pool', 'Options of the pool of SQL Server.'),
    setting('acquireTimeout', 'How long connecting to MySQL may take.'),
    setting('connectTimeoutMS', 'How long opening a connection to PostgreSQL may take.'),
  ],
  unknownOption: 'ignored',
  acquires: 'forever',
  minAboveMax: 'unchecked',
  leases: [transaction(/^createQueryRunner$/, /^release$/, 'release')],
  managed: [{ take: /^transaction$/, parameter: 0 }],
  models: { base: /^BaseEntity$/ },
  snippet: {
    prefix: 'pool-typeorm',
    lines: [
      "import { DataSource } from 'typeorm';",
      '',
      'export const dataSource = new DataSource({',
      "  type: 'postgres',",
      '  url: process.env.DATABASE_URL,',
      '  @NAME: VALUE,',
      '  extra: { connectionTimeoutMillis: 5000, idleTimeoutMillis: 30_000 },',
      '});',
    ],
  },
  version: '1.1',
  source: 'typeorm.pool',
});
