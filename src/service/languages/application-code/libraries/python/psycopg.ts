import { connection, defineLibrary } from '../library';

/** psycopg, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'psycopg',
  language: 'python',
  modules: ['psycopg', 'psycopg2'],
  engine: 'postgres',
  constructs: [connection('connect')],
  options: [],
  unknownOption: 'unchecked',
  acquires: 'limited',
  minAboveMax: 'unchecked',
  version: '3.2',
  source: 'psycopg.pool',
});
