import { connection, connections, type Library, type Option, pool, seconds } from './library';
import { MAX } from './meanings';

/** What `sql.DB` has, whoever opens it. */
const DATABASE_SQL: readonly Option[] = [
  connections('SetMaxOpenConns', 'max', 0, `${MAX} 0 is no limit.`),
  connections('SetMaxIdleConns', 'maxIdle', 2, 'Idle connections that are kept.'),
  seconds(
    'SetConnMaxIdleTime',
    'idleTimeout',
    0,
    'How long a connection may lie unused; 0 is for ever.',
  ),
  seconds(
    'SetConnMaxLifetime',
    'lifetime',
    0,
    'How old a connection may become; 0 is never replaced.',
  ),
];

/** Packages for Go, as read in their source at the version given. */
export const GO: readonly Library[] = [
  {
    title: 'database/sql',
    language: 'go',
    modules: ['database/sql', 'github.com/jmoiron/sqlx'],
    engine: 'unknown',
    constructs: [pool('Open', 'settings'), pool('Connect', 'settings')],
    options: DATABASE_SQL,
    unknownOption: 'unchecked',
    acquires: 'forever',
    minAboveMax: 'clamped',
    version: '1.24',
    source: 'go.pool',
  },
  {
    title: 'GORM',
    language: 'go',
    modules: ['gorm.io/gorm'],
    engine: 'unknown',
    constructs: [pool('Open', 'settings')],
    // They are set on what `db.DB()` answers.
    options: DATABASE_SQL,
    unknownOption: 'unchecked',
    acquires: 'forever',
    minAboveMax: 'clamped',
    version: '1.30',
    source: 'gorm.pool',
  },
  {
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
      connections(
        'MaxConns',
        'max',
        null,
        `${MAX} The larger of 4 and the node’s CPUs by default.`,
      ),
      connections('MinConns', 'min', 0, 'Connections kept open when there is nothing to do.'),
      connections('MinIdleConns', 'other', 0, 'Idle connections kept ready.'),
      seconds('MaxConnIdleTime', 'idleTimeout', 1800, 'How long a connection may lie unused.'),
      seconds('MaxConnLifetime', 'lifetime', 3600, 'How old a connection may become.'),
    ],
    unknownOption: 'unchecked',
    acquires: 'forever',
    minAboveMax: 'unchecked',
    version: '5.7',
    source: 'pgxpool.pool',
  },
  {
    title: 'pgx',
    language: 'go',
    modules: ['github.com/jackc/pgx/v5', 'github.com/jackc/pgx/v4'],
    engine: 'postgres',
    constructs: [connection('Connect'), connection('ConnectConfig')],
    options: [],
    unknownOption: 'unchecked',
    acquires: 'limited',
    minAboveMax: 'unchecked',
    version: '5.7',
    source: 'pgx.pool',
  },
];
