import { defineLibrary, pool } from '../library';
import nodePostgres from './node-postgres';

/** Drizzle that opens a pool of its driver itself, as it does for an address. */
export default defineLibrary({
  title: 'Drizzle with node-postgres',
  language: 'javascript',
  modules: ['drizzle-orm/node-postgres'],
  packages: ['drizzle-orm'],
  engine: 'postgres',
  constructs: [{ ...pool('drizzle', 0, ['connection']), ofAddress: true }],
  options: nodePostgres.options,
  unknownOption: nodePostgres.unknownOption,
  acquires: nodePostgres.acquires,
  minAboveMax: nodePostgres.minAboveMax,
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
  version: '0.45',
  since: 0,
  source: 'drizzle.connect',
});
