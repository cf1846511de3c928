import { connection, connections, type Library, milliseconds, pool } from './library';
import { IDLE, LIFE, MAX, MIN, WAIT } from './meanings';

/** Libraries for Java, as read in their source or documentation at the version given. */
export const JAVA: readonly Library[] = [
  {
    title: 'HikariCP',
    language: 'java',
    modules: ['com.zaxxer.hikari'],
    engine: 'unknown',
    constructs: [pool('HikariDataSource', 'settings')],
    options: [
      connections('setMaximumPoolSize', 'max', 10, MAX),
      connections('setMinimumIdle', 'min', null, `${MIN} As many as the maximum by default.`),
      milliseconds('setConnectionTimeout', 'acquireTimeout', 30_000, WAIT),
      milliseconds('setIdleTimeout', 'idleTimeout', 600_000, IDLE),
      milliseconds('setMaxLifetime', 'lifetime', 1_800_000, LIFE),
      milliseconds(
        'setLeakDetectionThreshold',
        'other',
        0,
        'When a connection that is not given back is logged.',
      ),
    ],
    unknownOption: 'unchecked',
    acquires: 'limited',
    minAboveMax: 'clamped',
    version: '6.2',
    source: 'hikaricp.pool',
  },
  {
    title: 'Commons DBCP 2',
    language: 'java',
    modules: ['org.apache.commons.dbcp2'],
    engine: 'unknown',
    constructs: [pool('BasicDataSource', 'settings')],
    options: [
      connections('setMaxTotal', 'max', 8, MAX),
      connections('setMinIdle', 'min', 0, MIN),
      connections('setMaxIdle', 'maxIdle', 8, 'Idle connections that are kept.'),
      milliseconds('setMaxWaitMillis', 'acquireTimeout', -1, `${WAIT} -1 waits for ever.`),
      milliseconds('setMaxConnLifetimeMillis', 'lifetime', -1, `${LIFE} -1 is never.`),
    ],
    unknownOption: 'unchecked',
    acquires: 'forever',
    minAboveMax: 'unchecked',
    version: '2.13',
    source: 'dbcp.pool',
  },
  {
    title: 'JDBC',
    language: 'java',
    modules: ['java.sql'],
    engine: 'unknown',
    constructs: [connection('DriverManager.getConnection')],
    options: [],
    unknownOption: 'unchecked',
    acquires: 'limited',
    minAboveMax: 'unchecked',
    version: '21',
    source: 'jdbc.pool',
  },
];
