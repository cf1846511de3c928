import { connection, defineLibrary } from '../library';

/** ioredis, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'ioredis',
  language: 'javascript',
  modules: ['ioredis'],
  engine: 'redis',
  constructs: [connection('default'), connection('Redis'), connection('Cluster')],
  options: [],
  unknownOption: 'unchecked',
  acquires: 'limited',
  minAboveMax: 'unchecked',
  handles: { Redis: 'cache', default: 'cache' },
  version: '5.11',
  source: 'ioredis.pool',
});
