import { drizzleOver } from '../drizzle-driver';
import nodePostgres from './node-postgres';

/** Drizzle that opens a pool of its driver itself, as it does for an address. */
export default drizzleOver(nodePostgres, {
  title: 'Drizzle with node-postgres',
  module: 'drizzle-orm/node-postgres',
  engine: 'postgres',
  snippet: {
    prefix: 'pool-drizzle',
    lines: [
      "import { drizzle } from 'drizzle-orm/node-postgres';",
      '',
      'export const db = drizzle({',
      '  connection: {',
      '    connectionString: process.env.DATABASE_URL,',
      '    @NAME: VALUE,',
      '  },',
      '});',
    ],
  },
});
