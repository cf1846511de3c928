import { checkout } from '../leases';
import { connections, defineLibrary, milliseconds, pool } from '../library';
import { LIFE, MAX, MIN, WAIT } from '../meanings';

/** Commons DBCP 2, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'Commons DBCP 2',
  language: 'java',
  modules: ['org.apache.commons.dbcp2'],
  packages: ['org.apache.commons:commons-dbcp2'],
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
  handles: { BasicDataSource: 'pool' },
  leases: [checkout(/^getConnection$/, /^close$/, 'close')],
  setOn: /^BasicDataSource$/,
  snippet: {
    prefix: 'pool-dbcp',
    roles: ['max', 'maxIdle', 'acquireTimeout', 'lifetime'],
    lines: [
      'private static BasicDataSource openPool() {',
      '    BasicDataSource pool = new BasicDataSource();',
      '    pool.setUrl(System.getenv("JDBC_URL"));',
      '    @pool.NAME(VALUE);',
      '    return pool;',
      '}',
    ],
  },
  version: '2.13',
  source: 'dbcp.pool',
});
