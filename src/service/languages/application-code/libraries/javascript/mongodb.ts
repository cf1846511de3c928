import { defineLibrary, pool } from '../library';
import { UNLIMITED } from '../meanings';
import { MONGODB_DRIVER } from '../mongodb-options';

/** MongoDB driver, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'MongoDB driver',
  language: 'javascript',
  modules: ['mongodb'],
  engine: 'mongodb',
  constructs: [pool('MongoClient', 1)],
  options: MONGODB_DRIVER,
  inAddress: { max: 'maxPoolSize', min: 'minPoolSize' },
  unknownOption: 'throws',
  acquires: 'forever',
  minAboveMax: 'throws',
  outOfRange: (option, value) => (option === 'maxPoolSize' && value === 0 ? UNLIMITED : undefined),
  snippet: {
    prefix: 'pool-mongodb',
    lines: [
      "import { MongoClient } from 'mongodb';",
      '',
      "export const mongo = new MongoClient(process.env.MONGODB_URL ?? '', {",
      '  @NAME: VALUE,',
      '});',
    ],
  },
  version: '7.9',
  since: 4,
  source: 'mongodb.pool',
});
