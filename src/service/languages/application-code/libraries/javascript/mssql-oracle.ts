import { connection, connections, type Library, milliseconds, pool, seconds } from '../library';
import { IDLE, LIFE, MAX, MIN, QUEUE, WAIT } from '../meanings';

/** Libraries for SQL Server and Oracle, as read in their source at the version given. */
export const MSSQL_ORACLE: readonly Library[] = [
  {
    title: 'mssql',
    language: 'javascript',
    modules: ['mssql'],
    engine: 'mssql',
    constructs: [pool('ConnectionPool', 0, ['pool'])],
    options: [
      connections('max', 'max', 10, MAX),
      connections('min', 'min', 0, MIN),
      milliseconds('acquireTimeoutMillis', 'acquireTimeout', 30_000, WAIT),
      milliseconds('idleTimeoutMillis', 'idleTimeout', 30_000, IDLE),
      milliseconds(
        'createTimeoutMillis',
        'other',
        30_000,
        'How long opening a connection may take.',
      ),
      milliseconds(
        'destroyTimeoutMillis',
        'other',
        5000,
        'How long closing a connection may take.',
      ),
      milliseconds(
        'reapIntervalMillis',
        'other',
        1000,
        'How often idle connections are looked for.',
      ),
      milliseconds(
        'createRetryIntervalMillis',
        'other',
        200,
        'Pause before opening is tried again.',
      ),
    ],
    unknownOption: 'throws',
    acquires: 'limited',
    minAboveMax: 'throws',
    version: '12.7 (tarn 3.1)',
    source: 'mssql.pool',
  },
  {
    title: 'node-oracledb',
    language: 'javascript',
    modules: ['oracledb'],
    engine: 'oracle',
    constructs: [pool('createPool', 0), connection('getConnection')],
    options: [
      connections('poolMax', 'max', 4, MAX),
      connections('poolMin', 'min', 0, MIN),
      connections('poolIncrement', 'other', 1, 'How many connections are opened at a time.'),
      milliseconds('queueTimeout', 'acquireTimeout', 60_000, WAIT),
      connections('queueMax', 'queueLimit', 500, QUEUE),
      seconds('poolTimeout', 'idleTimeout', 60, IDLE),
      seconds('maxLifetimeSession', 'lifetime', 0, `${LIFE} 0 is never.`),
      seconds('poolPingInterval', 'other', 60, 'After how much idle time a connection is tested.'),
    ],
    unknownOption: 'unchecked',
    acquires: 'limited',
    minAboveMax: 'unchecked',
    version: '7.0',
    source: 'node-oracledb.pool',
  },
];
