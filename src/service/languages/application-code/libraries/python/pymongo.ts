import { connections, defineLibrary, milliseconds, pool } from '../library';
import { IDLE, MAX, MIN, UNLIMITED, WAIT } from '../meanings';

/** PyMongo, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'PyMongo',
  language: 'python',
  modules: ['pymongo', 'motor.motor_asyncio'],
  packages: ['pymongo'],
  engine: 'mongodb',
  constructs: [
    pool('MongoClient', 'settings'),
    pool('AsyncMongoClient', 'settings'),
    pool('AsyncIOMotorClient', 'settings'),
  ],
  options: [
    connections('maxPoolSize', 'max', 100, `${MAX} 0 is no limit.`),
    connections('minPoolSize', 'min', 0, MIN),
    milliseconds('waitQueueTimeoutMS', 'acquireTimeout', null, `${WAIT} For ever by default.`),
    milliseconds('maxIdleTimeMS', 'idleTimeout', null, `${IDLE} Never by default.`),
  ],
  // Refused from 4.18 on; older versions only warn.
  unknownOption: 'unchecked',
  acquires: 'forever',
  minAboveMax: 'throws',
  collected: /^MongoClient$/,
  outOfRange: (option, value) => (option === 'maxPoolSize' && value === 0 ? UNLIMITED : undefined),
  snippet: {
    prefix: 'pool-pymongo',
    lines: [
      'import os',
      '',
      'from pymongo import MongoClient',
      '',
      'client = MongoClient(',
      '    os.environ["MONGODB_URL"],',
      '    @NAME=VALUE,',
      ')',
    ],
  },
  version: '4.18',
  source: 'pymongo.pool',
});
