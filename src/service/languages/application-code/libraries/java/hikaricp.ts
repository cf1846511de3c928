import { checkout } from '../leases';
import { connections, defineLibrary, milliseconds, pool } from '../library';
import { IDLE, LIFE, MAX, MIN, WAIT } from '../meanings';

/** HikariCP, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'HikariCP',
  language: 'java',
  modules: ['com.zaxxer.hikari'],
  packages: ['com.zaxxer:HikariCP'],
  engine: 'unknown',
  constructs: [pool('HikariDataSource', 'settings')],
  options: [
    connections('setMaximumPoolSize', 'max', 10, MAX),
    connections('setMinimumIdle', 'min', null, `${MIN} As many as the maximum by default.`),
    milliseconds('setConnectionTimeout', 'acquireTimeout', 30_000, WAIT),
    milliseconds('setIdleTimeout', 'idleTimeout', 600_000, IDLE),
    milliseconds(
      'setKeepaliveTime',
      'other',
      null,
      'How often an idle connection is used so that nothing between closes it; at least 30,000.',
    ),
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
  handles: { HikariDataSource: 'pool' },
  leases: [checkout(/^getConnection$/, /^close$/, 'close')],
  setOn: /^Hikari(?:Config|DataSource)$/,
  keeping: { tests: /^setKeepaliveTime$/, needsAll: false },
  snippet: {
    prefix: 'pool-hikari',
    roles: ['max', 'acquireTimeout', 'lifetime'],
    lines: [
      'private static HikariDataSource openPool() {',
      '    HikariConfig config = new HikariConfig();',
      '    config.setJdbcUrl(System.getenv("JDBC_URL"));',
      '    @config.NAME(VALUE);',
      '    return new HikariDataSource(config);',
      '}',
    ],
  },
  version: '6.2',
  source: 'hikaricp.pool',
});
