import { prismaOver } from '../prisma-adapter';
import nodePostgres from './node-postgres';

/** Prisma over Neon's driver, whose pool is that of node-postgres over web sockets (1.2). */
export default prismaOver(nodePostgres, {
  title: 'PrismaNeon',
  module: '@prisma/adapter-neon',
  name: 'PrismaNeon',
  engine: 'postgres',
  address: ['  connectionString: process.env.DATABASE_URL,'],
});
