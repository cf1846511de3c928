import { escapePattern } from '../../../../text/patterns';
import { type AskedOf, type Condition, conditionOfSql } from '../../queries/conditions';
import { asks, type Known, type Mapper, readsMany, readsOne, writes } from '../../queries/found';
import type { Node } from '../../syntax/node';
import { type RecordOfCode, recordsOf } from '../../tables/records';
import {
  type ColumnOfModel,
  callsIn,
  type KeyOfModel,
  snakeCase,
  type Tables,
} from '../../tables/table';
import { children } from '../../tree';
import { functionOf, type Use } from '../../uses';
import { DATABASE_SQL, DATABASE_SQL_RANGE } from '../database-sql-options';
import { transaction } from '../leases';
import { defineLibrary, pool } from '../library';

const GORM = /^gorm\.io\/gorm$/;

const READS = /^(?:First|Take|Last|Find|Count|Pluck|Scan)$/;
const WRITES = /^(?:Create|Save|Delete|Append|Replace)$/;
const UPDATES = /^Update(?:s|Columns?)?$/;

/** `db.First(&user, id)` of GORM, `db.Model(&user).Association("Orders").Count()`. */
const gorm: Mapper = (use, known) => {
  const { receiver, method, arguments: values } = use;
  const reads = READS.test(method);
  const updates = UPDATES.test(method) && /\.Model\(/.test(receiver);
  if (!reads && !WRITES.test(method) && !updates) return undefined;
  // What GORM gives says by `Error` what went wrong; a file that is handed its handle imports nothing.
  const isGorms =
    /\.Association\("/.test(receiver) ||
    use.node.parent?.childForFieldName('field')?.text === 'Error';
  if (!isGorms && !known.has(GORM)) return undefined;
  const association = /\.Association\("(\w+)"\)$/.exec(receiver)?.[1] ?? null;
  const isGiven = /^&?[\w.]+(?:\{[\s\S]*\})?$/.test(values[0]?.text ?? '');
  if (!isGiven && !updates && !(association !== null && values.length === 0)) return undefined;
  const isHeld = /(?:^|\.)(?:db|DB|tx)\b/.test(receiver) || isGorm(receiver, known);
  // `query := db.Model(&Face{}).Where(…)`, and then `query.Count(&count)`.
  if (!isHeld && !BUILT.test(known.builtAs(use) ?? '')) return undefined;
  const chain = `${BUILT.test(receiver) ? '' : (known.builtAs(use) ?? '')}${receiver}`;
  const filled = method === 'Find' ? filledList(use) : undefined;
  if (!reads || filled === undefined) {
    const found = reads ? readsOne : writes;
    if (association !== null) return found(association);
    if (/^(?:Create|Save)$/.test(method)) return found(typeFilled(use) ?? null);
    const where = CUT_OFF.test(chain) ? undefined : conditionOf(chain + inlineOf(use));
    const subject = where && (modelIn(chain) ?? typeFilled(use));
    return subject === undefined ? found(association) : asks(found(subject), where, false);
  }
  const isCut = values.length > 1 || CUT.test(chain);
  const where = isCut && CUT_OFF.test(chain) ? undefined : conditionOf(chain + inlineOf(use));
  return asks(readsMany(filled, !isCut && !ASKED.test(chain)), where, !isCut);
};

/** What leaves fewer rows of those a condition leaves, or may. */
const CUT = /\.(?:Limit|Scopes|Group|Having|Distinct|Joins|InnerJoins|Raw|Or|Not)\(/;
const ASKED = /\.Where\(/;
/** What finds rows another way than by a condition on the columns of one table. */
const CUT_OFF = /\.(?:Scopes|Joins|InnerJoins|Raw|Or|Not|Table|Having)\(/;

/** `First(&order, "email = ?", email)`: a condition beside what is filled, as `Where` is given it. */
function inlineOf({ method, arguments: values }: Use): string {
  const given = values.slice(1).map(({ text }) => text);
  const isAsked =
    /^(?:First|Take|Last|Find|Delete)$/.test(method) && /^["&\w.]/.test(given[0] ?? '');
  return isAsked && !/^[\w.]+$/.test(given[0] ?? '') ? `.Where(${given.join(',')})` : '';
}

/** The type of the model that a chain names: `Model(&models.Order{})`, `Where(&models.Order{…})`. */
function modelIn(chain: string): string | undefined {
  return /\.(?:Model|Where)\((?:&|new\()(?:\w+\.)?([A-Z]\w*)[{)]/.exec(chain)?.[1];
}

/** The type of the row that a call fills: `var order models.Order`, and then `db.First(&order)`. */
function typeFilled(use: Use): string | undefined {
  const [written, name] =
    /^&?(?:(?:\w+\.)?[A-Z]\w*\{|(\w+)$)/.exec(use.arguments[0]?.text ?? '') ?? [];
  if (written === undefined) return undefined;
  if (name === undefined) return /(?<!\w)([A-Z]\w*)\{$/.exec(written)?.[1];
  const declared = new RegExp(
    `(?:\\bvar\\s+${name}\\s+|\\b${name}\\s*:?=\\s*(?:&|new\\()?|\\b${name}\\s+)(?:\\[\\])?\\*?(?:\\w+\\.)?([A-Z]\\w*)`,
  ).exec(functionOf(use).node.text.slice(0, MAX_FUNCTION));
  return declared?.[1];
}

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
  const asked = callsIn(chain, /^Where$/).map(({ arguments: [given = ''] }) =>
    conditionGiven(given),
  );
  const all = asked.flatMap((one) => one ?? []);
  if (all.length === 0 || all.length < asked.length) return undefined;
  const of = (kind: keyof AskedOf) => all.flatMap((one) => one[kind] ?? []);
  return {
    ...{ equal: of('equal'), states: of('states'), lasting: of('lasting') },
    ...{ texts: of('texts'), others: of('others') },
  };
}

/** The condition that `Where` is given: a text, a struct, a map. */
function conditionGiven(given: string): Condition | undefined {
  const text = /^["`]([^"`]*)["`]$/.exec(given)?.[1];
  if (text !== undefined) {
    // A column by itself is compared with what follows.
    return conditionOfSql(/^\w+$/.test(text) ? `${text} = ?` : text);
  }
  const [, inside] =
    /^(?:&?(?:\w+\.)?[A-Z]\w*|map\[string\](?:any|interface\{\}|string))\{([^{}]*)\}$/.exec(
      given,
    ) ?? [];
  if (inside === undefined) return undefined;
  const names = [...inside.matchAll(/(?:^|,)\s*"?(\w{1,80})"?\s*:/g)].map(([, name = '']) => name);
  return names.length === 0 ? undefined : { equal: names, states: [], texts: [], others: [] };
}

/** What a query of GORM begins with. */
const BUILT = /^(?:\w+\.)*(?:db|DB|tx)\b.*\.(?:Model|Table|Where|Joins|Preload|Order|Select)\(/;

/** Whether a receiver is declared as GORM's handle. */
function isGorm(receiver: string, known: Known): boolean {
  const root = /^[\w.]+?(?=\.[A-Z]\w*\(|$)/.exec(receiver)?.[0] ?? receiver;
  return /^\*gorm\.DB$/.test(known.typeOf(root) ?? '');
}

/** Types whose values are one column; a struct of another name is a row of another table. */
const SCALAR =
  /^\*?(?:string|bool|u?int\d{0,2}|float\d\d|byte|\[\]byte|time\.Time|uuid\.\w+|sql\.Null\w+|decimal\.\w+|null\.\w+|ulid\.\w+|xid\.\w+|json\.RawMessage)$/;

/** What the tag of a field says, part by part: `index:idx_email,unique` of `gorm:"size:200;index:idx_email,unique"`. */
function partsOf(marks: string): readonly string[] {
  const tag = /\bgorm:"([^"]{0,400})"/.exec(marks)?.[1] ?? '';
  return tag.split(';').map((part) => part.trim());
}

function columnOf({
  name,
  marks,
  type,
}: RecordOfCode['fields'][number]): ColumnOfModel | undefined {
  const parts = partsOf(marks);
  if (name === '' || !/^[A-Z]/.test(name) || parts.includes('-') || !SCALAR.test(type))
    return undefined;
  const said = parts.find((part) => /^column:\w+$/i.test(part))?.slice('column:'.length);
  const unique = parts.some((part) => /^(?:unique|primary_?key)$/i.test(part));
  // An index without a name is of this column alone; a serializer, or what is embedded, is not followed.
  const isIndexed = parts.some((part) =>
    /^(?:unique_?)?index$|composite:|^embedded|,expression:/i.test(part),
  );
  return {
    names: [said ?? snakeCase(name), name],
    type: type.replace('*', ''),
    indexed: isIndexed || (said ?? snakeCase(name)) === 'id',
    unique,
    // `HasMany` of another model makes a foreign key too.
    to: /.ID$/.test(name) ? '' : null,
  };
}

/** Indexes by their name, over the columns that name them, in the order of `priority`, which is 10. */
function keysOf(fields: RecordOfCode['fields']): readonly KeyOfModel[] {
  const byName = new Map<string, { readonly column: string; readonly priority: number }[]>();
  for (const { name, marks } of fields) {
    for (const part of partsOf(marks)) {
      const index = /^(?:unique_?)?index:(\w+)/i.exec(part)?.[1];
      if (index === undefined) continue;
      const priority = Number(/,priority:(\d{1,6})/i.exec(part)?.[1] ?? 10);
      byName.set(index, [...(byName.get(index) ?? []), { column: name, priority }]);
    }
  }
  return [...byName.values()].map((columns) => ({
    columns: [...columns].sort((a, b) => a.priority - b.priority).map(({ column }) => column),
    unique: false,
  }));
}

/** What `TableName()` of a struct answers, its own name where it has none; nothing where that is no text. */
function tableOf(struct: Node, root: Node): string | undefined {
  const naming = children(root).find(
    (method) =>
      method.type === 'method_declaration' &&
      method.childForFieldName('name')?.text === 'TableName' &&
      new RegExp(`[\\s(*]${escapePattern(struct.text)}\\)$`).test(
        method.childForFieldName('receiver')?.text ?? '',
      ),
  );
  return naming ? /\breturn\s+"(?:\w+\.)?(\w+)"/.exec(naming.text)?.[1] : struct.text;
}

const tables: Tables = {
  adds: 'gorm:"index" on COLUMN of MODEL, or a migration, adds one.',
  read({ root, grammar }) {
    if (grammar !== 'go') return [];
    return recordsOf(root).flatMap(({ name, fields }) => {
      const isModel = fields.some(
        ({ name: field, type, marks }) =>
          (field === '' && type === 'gorm.Model') || /\bgorm:"/.test(marks),
      );
      const columns = fields.flatMap((field) => columnOf(field) ?? []);
      const table = tableOf(name, root);
      if (!isModel || columns.length === 0 || table === undefined) return [];
      return [{ names: [name.text], at: name, table, columns, keys: keysOf(fields) }];
    });
  },
};

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
  tables,
  version: '1.30',
  source: 'gorm.pool',
});
