import { connection, defineLibrary } from '../library';

/** PyMySQL, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'PyMySQL',
  language: 'python',
  modules: ['pymysql', 'MySQLdb', 'mysql.connector'],
  engine: 'mysql',
  constructs: [connection('connect')],
  options: [],
  unknownOption: 'unchecked',
  acquires: 'limited',
  minAboveMax: 'unchecked',
  version: '1.1',
  source: 'pymysql.pool',
});
