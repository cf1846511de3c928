import { defineLibrary, pool } from '../library';
import mysql2 from './mysql2';

/** Drizzle that opens a pool of its driver itself, as it does for an address. */
export default defineLibrary({
  title: 'Drizzle with mysql2',
  language: 'javascript',
  modules: ['drizzle-orm/mysql2'],
  packages: ['drizzle-orm'],
  engine: 'mysql',
  constructs: [{ ...pool('drizzle', 0, ['connection']), ofAddress: true }],
  options: mysql2.options,
  unknownOption: mysql2.unknownOption,
  acquires: mysql2.acquires,
  minAboveMax: mysql2.minAboveMax,
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
  version: '0.45',
  since: 0,
  source: 'drizzle.connect',
});
