import { connection, connections, type Library, milliseconds, type Option, pool } from '../library';
import { IDLE, MAX, MIN, WAIT } from '../meanings';

const MONGODB_DRIVER: readonly Option[] = [
  connections('maxPoolSize', 'max', 100, `${MAX} 0 is no limit.`),
  connections('minPoolSize', 'min', 0, MIN),
  milliseconds('waitQueueTimeoutMS', 'acquireTimeout', 0, `${WAIT} 0 waits for ever.`),
  milliseconds('maxIdleTimeMS', 'idleTimeout', 0, `${IDLE} 0 is never.`),
  milliseconds('connectTimeoutMS', 'other', 30_000, 'How long opening a connection may take.'),
  milliseconds('serverSelectionTimeoutMS', 'other', 30_000, 'How long a server is looked for.'),
  milliseconds('socketTimeoutMS', 'other', 0, 'How long a socket may be silent.'),
  connections('maxConnecting', 'other', 2, 'How many connections are opened at a time.'),
];

/** Libraries for MongoDB and Redis, as read in their source at the version given. */
export const MONGODB_REDIS: readonly Library[] = [
  {
    title: 'MongoDB driver',
    language: 'javascript',
    modules: ['mongodb'],
    engine: 'mongodb',
    constructs: [pool('MongoClient', 1)],
    options: MONGODB_DRIVER,
    unknownOption: 'throws',
    acquires: 'forever',
    minAboveMax: 'throws',
    version: '7.9',
    source: 'mongodb.pool',
  },
  {
    title: 'Mongoose',
    language: 'javascript',
    modules: ['mongoose'],
    engine: 'mongodb',
    constructs: [pool('createConnection', 1), { ...pool('connect', 1), shared: true }],
    options: MONGODB_DRIVER,
    unknownOption: 'throws',
    acquires: 'forever',
    minAboveMax: 'throws',
    version: '9.12 (mongodb 7.9)',
    source: 'mongoose.pool',
  },
  {
    title: 'node-redis',
    language: 'javascript',
    modules: ['redis', '@redis/client'],
    engine: 'redis',
    constructs: [pool('createClientPool', 1), connection('createClient')],
    options: [
      connections('maximum', 'max', 100, MAX),
      connections('minimum', 'min', 1, MIN),
      milliseconds('acquireTimeout', 'acquireTimeout', 3000, WAIT),
      milliseconds('cleanupDelay', 'idleTimeout', 3000, IDLE),
    ],
    unknownOption: 'ignored',
    acquires: 'limited',
    minAboveMax: 'unchecked',
    version: '6.3',
    source: 'node-redis.pool',
  },
  {
    title: 'ioredis',
    language: 'javascript',
    modules: ['ioredis'],
    engine: 'redis',
    constructs: [connection('default'), connection('Redis'), connection('Cluster')],
    options: [],
    unknownOption: 'unchecked',
    acquires: 'limited',
    minAboveMax: 'unchecked',
    version: '5.11',
    source: 'ioredis.pool',
  },
];
