import { defineLibrary, pool } from '../library';
import { MONGODB_DRIVER } from '../mongodb-options';

/** Mongoose, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'Mongoose',
  language: 'javascript',
  modules: ['mongoose'],
  engine: 'mongodb',
  constructs: [pool('createConnection', 1), { ...pool('connect', 1), shared: true }],
  options: MONGODB_DRIVER,
  inAddress: { max: 'maxPoolSize', min: 'minPoolSize' },
  unknownOption: 'throws',
  acquires: 'forever',
  minAboveMax: 'throws',
  models: { makes: /^model$/, base: /^Model$/ },
  snippet: {
    prefix: 'pool-mongoose',
    lines: [
      "import mongoose from 'mongoose';",
      '',
      "await mongoose.connect(process.env.MONGODB_URL ?? '', {",
      '  @NAME: VALUE,',
      '});',
    ],
  },
  version: '9.12 (mongodb 7.9)',
  since: 6,
  source: 'mongoose.pool',
});
