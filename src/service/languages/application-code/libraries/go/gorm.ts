import { type Known, type Mapper, readsOne } from '../../queries/found';
import { DATABASE_SQL, DATABASE_SQL_RANGE } from '../database-sql-options';
import { defineLibrary, pool } from '../library';

const GORM = /^gorm\.io\/gorm$/;

/** `db.First(&user, id)` of GORM. */
const gorm: Mapper = ({ receiver, method, arguments: values }, known) => {
  if (!known.has(GORM) || !/^&[\w.]+$/.test(values[0]?.text ?? '')) return undefined;
  if (!/(?:^|\.)(?:db|DB|tx)\b/.test(receiver) && !isGorm(receiver, known)) return undefined;
  return /^(?:First|Take|Last|Find)$/.test(method) ? readsOne(null) : undefined;
};

/** Whether a receiver is declared as GORM's handle. */
function isGorm(receiver: string, known: Known): boolean {
  const root = /^[\w.]+?(?=\.[A-Z]\w*\(|$)/.exec(receiver)?.[0] ?? receiver;
  return /^\*gorm\.DB$/.test(known.typeOf(root) ?? '');
}

/** GORM, as read in its source or documentation at the version given. */
export default defineLibrary({
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
  outOfRange: DATABASE_SQL_RANGE,
  managed: [{ take: /^Transaction$/, parameter: 0 }],
  snippet: {
    prefix: 'pool-gorm',
    roles: ['max', 'maxIdle', 'idleTimeout', 'lifetime'],
    lines: [
      '// OpenPool opens the pool; a context with a deadline limits how long a request waits for it.',
      'func OpenPool(dsn string) (*gorm.DB, error) {',
      '\tdb, err := gorm.Open(${1:postgres}.Open(dsn), &gorm.Config{})',
      '\tif err != nil {',
      '\t\treturn nil, err',
      '\t}',
      '\tsqlDB, err := db.DB()',
      '\tif err != nil {',
      '\t\treturn nil, err',
      '\t}',
      '\t@sqlDB.NAME(VALUE)',
      '\treturn db, nil',
      '}',
    ],
  },
  queries: [gorm],
  version: '1.30',
  source: 'gorm.pool',
});
