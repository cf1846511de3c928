import { prismaOver } from '../prisma-adapter';
import mariadb from './mariadb';

/** Prisma over the connector of MariaDB, which also reads the size from an address. */
export default prismaOver(mariadb, {
  title: 'PrismaMariaDb',
  module: '@prisma/adapter-mariadb',
  name: 'PrismaMariaDb',
  engine: 'mysql',
  address: [
    '  host: process.env.DB_HOST,',
    '  user: process.env.DB_USER,',
    '  password: process.env.DB_PASSWORD,',
    '  database: process.env.DB_NAME,',
  ],
  inAddress: { max: 'connectionLimit', min: 'minimumIdle' },
});
