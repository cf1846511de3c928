/** Sources of the PostgreSQL and MySQL projects about their connection limits. */
export const postgresql = {
  'postgresql.statement-timeout': {
    title: 'PostgreSQL: statement_timeout',
    url: 'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-STATEMENT-TIMEOUT',
  },
  'postgresql.create-role': {
    title: 'PostgreSQL: CREATE ROLE',
    url: 'https://www.postgresql.org/docs/current/sql-createrole.html',
  },
  'postgresql.max-connections': {
    title: 'PostgreSQL: max_connections and superuser_reserved_connections',
    url: 'https://www.postgresql.org/docs/current/runtime-config-connection.html',
  },
  'postgresql.create-index': {
    title: 'PostgreSQL: CREATE INDEX',
    url: 'https://www.postgresql.org/docs/current/sql-createindex.html',
  },
  'mysql.indexes': {
    title: 'MySQL: how MySQL uses indexes',
    url: 'https://dev.mysql.com/doc/refman/8.4/en/mysql-indexes.html',
  },
  'mysql.wait-timeout': {
    title: 'MySQL: wait_timeout',
    url: 'https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_wait_timeout',
  },
  'mysql.max-connections': {
    title: 'MySQL: max_connections',
    url: 'https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_max_connections',
  },
  'postgresql.populate': {
    title: 'PostgreSQL: populating a database',
    url: 'https://www.postgresql.org/docs/current/populate.html',
  },
} as const;
