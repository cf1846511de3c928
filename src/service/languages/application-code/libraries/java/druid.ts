import { checkout } from '../leases';
import { connections, defineLibrary, milliseconds, pool } from '../library';
import { IDLE, LIFE, MAX, MIN, WAIT } from '../meanings';

/** Druid of Alibaba, as read in its source at the version given. */
export default defineLibrary({
  title: 'Druid',
  language: 'java',
  modules: ['com.alibaba.druid.pool'],
  packages: ['com.alibaba:druid'],
  constructs: [pool('DruidDataSource', 'settings')],
  options: [
    connections('setMaxActive', 'max', 8, MAX),
    connections('setMinIdle', 'min', 0, MIN),
    connections('setInitialSize', 'other', 0, 'Connections that are opened at once.'),
    milliseconds('setMaxWait', 'acquireTimeout', -1, `${WAIT} -1 waits for ever.`),
    milliseconds('setMinEvictableIdleTimeMillis', 'idleTimeout', 1_800_000, IDLE),
    milliseconds('setPhyTimeoutMillis', 'lifetime', -1, `${LIFE} -1 is never.`),
    milliseconds(
      'setTimeBetweenEvictionRunsMillis',
      'other',
      60_000,
      'How often idle connections are looked for.',
    ),
  ],
  acquires: 'forever',
  minAboveMax: 'throws',
  handles: { DruidDataSource: 'pool' },
  leases: [checkout(/^getConnection$/, /^close$/, 'close')],
  setOn: /^DruidDataSource$/,
  snippet: {
    prefix: 'pool-druid',
    lines: [
      'private static DruidDataSource openPool() {',
      '    DruidDataSource pool = new DruidDataSource();',
      '    pool.setUrl(System.getenv("JDBC_URL"));',
      '    @pool.NAME(VALUE);',
      '    return pool;',
      '}',
    ],
  },
  version: '1.2',
  source: 'druid.pool',
});
