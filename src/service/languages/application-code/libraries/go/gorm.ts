import { type Known, type Mapper, readsOne, writes } from '../../queries/found';
import { DATABASE_SQL, DATABASE_SQL_RANGE } from '../database-sql-options';
import { defineLibrary, pool } from '../library';

const GORM = /^gorm\.io\/gorm$/;

const READS = /^(?:First|Take|Last|Find|Count|Pluck|Scan)$/;
const WRITES = /^(?:Create|Save|Delete|Append|Replace)$/;

/** `db.First(&user, id)` of GORM, `db.Model(&user).Association("Orders").Count()`. */
const gorm: Mapper = (use, known) => {
  const { receiver, method, arguments: values } = use;
  const reads = READS.test(method);
  if (!reads && !WRITES.test(method)) return undefined;
  // What GORM gives says by `Error` what went wrong; a file that is handed its handle imports nothing.
  const isGorms =
    /\.Association\("/.test(receiver) ||
    use.node.parent?.childForFieldName('field')?.text === 'Error';
  if (!isGorms && !known.has(GORM)) return undefined;
  const association = /\.Association\("(\w+)"\)$/.exec(receiver)?.[1] ?? null;
  const isGiven = /^&?[\w.]+$/.test(values[0]?.text ?? '');
  if (!isGiven && !(association !== null && values.length === 0)) return undefined;
  const isHeld = /(?:^|\.)(?:db|DB|tx)\b/.test(receiver) || isGorm(receiver, known);
  // `query := db.Model(&Face{}).Where(…)`, and then `query.Count(&count)`.
  if (!isHeld && !BUILT.test(known.builtAs(use) ?? '')) return undefined;
  return reads ? readsOne(association) : writes(association);
};

/** What a query of GORM begins with. */
const BUILT = /^(?:\w+\.)*(?:db|DB|tx)\b.*\.(?:Model|Table|Where|Joins|Preload|Order|Select)\(/;

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
