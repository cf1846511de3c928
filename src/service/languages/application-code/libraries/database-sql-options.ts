import { connections, type Library, type Option, seconds } from './library';
import { MAX, UNLIMITED } from './meanings';

/** What `sql.DB` has, whoever opens it. */
export const DATABASE_SQL: readonly Option[] = [
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

/** What zero and less mean to `sql.DB`. */
export const DATABASE_SQL_RANGE: NonNullable<Library['outOfRange']> = (option, value) =>
  option === 'SetMaxOpenConns' && value <= 0 ? UNLIMITED : undefined;
