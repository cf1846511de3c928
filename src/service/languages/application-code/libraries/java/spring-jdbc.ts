import { statementIn } from '../../queries/statements';
import { defineLibrary } from '../library';

/** Spring's JDBC: what asks over the pool of a `DataSource`, one connection a statement. */
export default defineLibrary({
  title: 'Spring JDBC',
  language: 'java',
  modules: ['org.springframework.jdbc.core'],
  packages: ['org.springframework:spring-jdbc'],
  handles: {
    ...{ JdbcTemplate: 'pool', JdbcOperations: 'pool', NamedParameterJdbcTemplate: 'pool' },
    ...{ NamedParameterJdbcOperations: 'pool', JdbcClient: 'pool' },
  },
  queries: [
    // `jdbcClient.sql("SELECT …").param(…).query(…)`: what comes after runs this statement.
    (use, { has }) =>
      use.method === 'sql' && has(/^org\.springframework\.jdbc\b/) ? statementIn(use) : undefined,
  ],
  version: '6.2',
  source: 'spring.jdbc',
});
