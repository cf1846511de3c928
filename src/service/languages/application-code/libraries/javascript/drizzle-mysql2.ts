import { drizzleOver } from '../drizzle-driver';
import mysql2 from './mysql2';

/** Drizzle that opens a pool of its driver itself, as it does for an address. */
export default drizzleOver(mysql2, {
  title: 'Drizzle with mysql2',
  module: 'drizzle-orm/mysql2',
  engine: 'mysql',
  snippet: {
    prefix: 'pool-drizzle-mysql',
    lines: [
      "import { drizzle } from 'drizzle-orm/mysql2';",
      '',
      'export const db = drizzle({',
      '  connection: {',
      '    uri: process.env.DATABASE_URL,',
      '    @NAME: VALUE,',
      '  },',
      '});',
    ],
  },
});
