import { checkout } from '../leases';
import { connections, defineLibrary, milliseconds, pool, seconds } from '../library';
import { IDLE, LIFE, MAX, MIN, WAIT } from '../meanings';

/** c3p0, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'c3p0',
  language: 'java',
  modules: ['com.mchange.v2.c3p0'],
  packages: ['com.mchange:c3p0'],
  engine: 'unknown',
  constructs: [pool('ComboPooledDataSource', 'settings')],
  options: [
    connections('setMaxPoolSize', 'max', 15, MAX),
    connections('setMinPoolSize', 'min', 3, MIN),
    milliseconds('setCheckoutTimeout', 'acquireTimeout', 0, `${WAIT} 0 waits for ever.`),
    seconds('setMaxIdleTime', 'idleTimeout', 0, `${IDLE} 0 is never.`),
    seconds('setMaxConnectionAge', 'lifetime', 0, `${LIFE} 0 is never.`),
  ],
  unknownOption: 'unchecked',
  acquires: 'forever',
  minAboveMax: 'unchecked',
  handles: { ComboPooledDataSource: 'pool' },
  leases: [checkout(/^getConnection$/, /^close$/, 'close')],
  setOn: /^ComboPooledDataSource$/,
  snippet: {
    prefix: 'pool-c3p0',
    roles: ['max', 'acquireTimeout', 'idleTimeout', 'lifetime'],
    lines: [
      'private static ComboPooledDataSource openPool() {',
      '    ComboPooledDataSource pool = new ComboPooledDataSource();',
      '    pool.setJdbcUrl(System.getenv("JDBC_URL"));',
      '    @pool.NAME(VALUE);',
      '    return pool;',
      '}',
    ],
  },
  version: '0.11',
  source: 'c3p0.pool',
});
