import { prismaOver } from '../prisma-adapter';
import nodePostgres from './node-postgres';

/** Prisma over node-postgres, as read in its source at the version given. */
export default prismaOver(nodePostgres, {
  title: 'PrismaPg',
  module: '@prisma/adapter-pg',
  name: 'PrismaPg',
  engine: 'postgres',
  address: ['  connectionString: process.env.DATABASE_URL,'],
});
