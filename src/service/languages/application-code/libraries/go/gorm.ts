import { type Condition, conditionOfSql } from '../../queries/conditions';
import { asks, type Known, type Mapper, readsMany, readsOne, writes } from '../../queries/found';
import { functionOf, type Use } from '../../uses';
import { DATABASE_SQL, DATABASE_SQL_RANGE } from '../database-sql-options';
import { transaction } from '../leases';
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
  const isGiven = /^&?[\w.]+(?:\{[\s\S]*\})?$/.test(values[0]?.text ?? '');
  if (!isGiven && !(association !== null && values.length === 0)) return undefined;
  const isHeld = /(?:^|\.)(?:db|DB|tx)\b/.test(receiver) || isGorm(receiver, known);
  // `query := db.Model(&Face{}).Where(…)`, and then `query.Count(&count)`.
  if (!isHeld && !BUILT.test(known.builtAs(use) ?? '')) return undefined;
  if (!reads) return writes(association);
  const filled = method === 'Find' ? filledList(use) : undefined;
  if (filled === undefined) return readsOne(association);
  const chain = `${BUILT.test(receiver) ? '' : (known.builtAs(use) ?? '')}${receiver}`;
  const isCut = values.length > 1 || CUT.test(chain);
  return asks(readsMany(filled, !isCut && !ASKED.test(chain)), conditionOf(chain), !isCut);
};

/** What leaves fewer rows of those a condition leaves, or may. */
const CUT = /\.(?:Limit|Scopes|Group|Having|Distinct|Joins|InnerJoins|Raw|Or|Not)\(/;
const ASKED = /\.Where\(/;

/** The type whose rows a call fills a list with: `var orders []Order`, and then `db.Find(&orders)`. */
function filledList(use: Use): string | undefined {
  const name = /^&?(\w+)$/.exec(use.arguments[0]?.text ?? '')?.[1];
  if (name === undefined) return undefined;
  const declared = new RegExp(
    `(?:\\bvar\\s+${name}\\s+|\\b${name}\\s*:?=\\s*(?:make\\()?|\\b${name}\\s+\\*?)\\[\\]\\*?(?:\\w+\\.)?(\\w+)`,
  ).exec(functionOf(use).node.text.slice(0, MAX_FUNCTION));
  return declared?.[1];
}

/** Longer functions are not looked through. */
const MAX_FUNCTION = 20_000;

/** What `Where("status = ? AND deleted = false", …)` asks for; nothing where not all of it is plain. */
function conditionOf(chain: string): Condition | undefined {
  const asked = [...chain.matchAll(/\.Where\(([^()]{0,300})/g)].map(
    ([, given = '']) => /^"([^"]*)"/.exec(given)?.[1],
  );
  if (asked.length === 0 || asked.some((one) => one === undefined)) return undefined;
  return conditionOfSql(asked.join(' AND '));
}

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
  handles: { DB: 'pool' },
  leases: [transaction(/^Begin$/, /^(?:Commit|Rollback)$/, 'Rollback')],
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
