import { checkout } from '../leases';
import { connection, defineLibrary } from '../library';

/** JDBC, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'JDBC',
  language: 'java',
  modules: ['java.sql', 'javax.sql'],
  engine: 'unknown',
  constructs: [connection('DriverManager.getConnection')],
  options: [],
  unknownOption: 'unchecked',
  acquires: 'limited',
  minAboveMax: 'unchecked',
  handles: { DataSource: 'pool', Connection: 'connection' },
  leases: [checkout(/^getConnection$/, /^close$/, 'close')],
  version: '21',
  source: 'jdbc.pool',
});
