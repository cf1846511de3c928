import type { Library } from '../library';
import { ANY_DATABASE } from './any-database';
import { MONGODB_REDIS } from './mongodb-redis';
import { MSSQL_ORACLE } from './mssql-oracle';
import { MYSQL } from './mysql';
import { POSTGRESQL } from './postgresql';

/** Libraries for Node.js. */
export const JAVASCRIPT: readonly Library[] = [
  ...POSTGRESQL,
  ...MYSQL,
  ...ANY_DATABASE,
  ...MONGODB_REDIS,
  ...MSSQL_ORACLE,
];
