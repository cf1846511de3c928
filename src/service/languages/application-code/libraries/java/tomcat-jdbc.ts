import { checkout } from '../leases';
import { connections, defineLibrary, milliseconds, pool } from '../library';
import { IDLE, LIFE, MAX, MIN, WAIT } from '../meanings';

/** Tomcat JDBC pool, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'Tomcat JDBC pool',
  language: 'java',
  modules: ['org.apache.tomcat.jdbc.pool'],
  packages: ['org.apache.tomcat:tomcat-jdbc'],
  engine: 'unknown',
  constructs: [pool('DataSource', 'settings')],
  options: [
    connections('setMaxActive', 'max', 100, MAX),
    connections('setMinIdle', 'min', 10, MIN),
    connections('setMaxIdle', 'maxIdle', 100, 'Idle connections that are kept.'),
    milliseconds('setMaxWait', 'acquireTimeout', 30_000, `${WAIT} -1 waits for ever.`),
    milliseconds(
      'setMinEvictableIdleTimeMillis',
      'idleTimeout',
      60_000,
      `${IDLE} Connections that are kept idle stay.`,
    ),
    milliseconds('setMaxAge', 'lifetime', 0, `${LIFE} 0 is never.`),
  ],
  unknownOption: 'unchecked',
  acquires: 'limited',
  minAboveMax: 'clamped',
  handles: { DataSource: 'pool' },
  leases: [checkout(/^getConnection$/, /^close$/, 'close')],
  setOn: /^(?:DataSource|PoolProperties)$/,
  snippet: {
    prefix: 'pool-tomcat',
    roles: ['max', 'maxIdle', 'acquireTimeout', 'lifetime'],
    lines: [
      'private static DataSource openPool() {',
      '    DataSource pool = new DataSource();',
      '    pool.setUrl(System.getenv("JDBC_URL"));',
      '    pool.setMinIdle(2);',
      '    @pool.NAME(VALUE);',
      '    return pool;',
      '}',
    ],
  },
  version: '11.0',
  source: 'tomcat-jdbc.pool',
});
