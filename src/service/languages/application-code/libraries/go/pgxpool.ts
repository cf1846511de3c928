import { checkout, GO_ROWS, GO_TRANSACTION } from '../leases';
import { connections, defineLibrary, pool, seconds } from '../library';
import { MAX } from '../meanings';

/** pgxpool, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'pgxpool',
  language: 'go',
  modules: ['github.com/jackc/pgx/v5/pgxpool', 'github.com/jackc/pgx/v4/pgxpool'],
  engine: 'postgres',
  constructs: [
    pool('New', 'settings'),
    pool('NewWithConfig', 'settings'),
    pool('Connect', 'settings'),
    pool('ConnectConfig', 'settings'),
  ],
  options: [
    connections('MaxConns', 'max', null, `${MAX} The larger of 4 and the node’s CPUs by default.`),
    connections('MinConns', 'min', 0, 'Connections kept open when there is nothing to do.'),
    connections('MinIdleConns', 'other', 0, 'Idle connections kept ready.'),
    seconds('MaxConnIdleTime', 'idleTimeout', 1800, 'How long a connection may lie unused.'),
    seconds('MaxConnLifetime', 'lifetime', 3600, 'How old a connection may become.'),
  ],
  unknownOption: 'unchecked',
  acquires: 'forever',
  minAboveMax: 'unchecked',
  handles: { Pool: 'pool', Conn: 'connection' },
  leases: [
    checkout(/^Acquire$/, /^(?:Release|Hijack)$/, 'Release'),
    GO_TRANSACTION,
    { ...GO_ROWS, endsOnError: /^(?:Scan|Values|Err)$/ },
  ],
  managed: [{ take: /^Begin(?:Tx)?Func$/, parameter: 0 }],
  inAddress: { max: 'pool_max_conns', min: 'pool_min_conns' },
  setOn: /^(?:Config|ParseConfig)$/,
  prepares: ({ text }) =>
    /default_query_exec_mode|DefaultQueryExecMode|PreferSimpleProtocol|StatementCache/.test(text)
      ? undefined
      : 'pgx',
  snippet: {
    prefix: 'pool-pgx',
    roles: ['max', 'idleTimeout', 'lifetime'],
    lines: [
      '// OpenPool opens the pool; a context with a deadline limits how long a request waits for it.',
      'func OpenPool(ctx context.Context, dsn string) (*pgxpool.Pool, error) {',
      '\tconfig, err := pgxpool.ParseConfig(dsn)',
      '\tif err != nil {',
      '\t\treturn nil, err',
      '\t}',
      '\t@config.NAME = VALUE',
      '\treturn pgxpool.NewWithConfig(ctx, config)',
      '}',
    ],
  },
  version: '5.7',
  source: 'pgxpool.pool',
});
