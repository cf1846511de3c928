import type { ModelOfTable, TableFact } from '../contracts/fact';
import type { Place } from '../contracts/finding';
import { entryOf } from '../text/tables';
import type { Architecture } from './architecture';
import type { Entry } from './entry';
import { grouped } from './grouped';

/** A table as all that is written about it leaves it. */
export interface Table {
  readonly columns: ReadonlyMap<string, string>;
  readonly indexed: ReadonlySet<string>;
  /** Columns of which no two rows have the same, each time together. */
  readonly unique: readonly (readonly string[])[];
  /** Columns that name a row of another table, and that table; empty where it is not told. */
  readonly foreign: ReadonlyMap<string, string>;
  /** Of a model: what it calls things. */
  readonly model: TableFact['model'];
  readonly dialect: TableFact['dialect'];
  /** The package whose schema it is of. */
  readonly folder: string;
  readonly createdAt: Place;
}

/**
 * The tables of an environment that are whole: created in the open, and changed by nothing that is not
 * understood. What fills itself is a lookup table and left out. An index counts once it is made
 * anywhere, also where a later migration drops it.
 */
export function tablesOf({
  of,
  packageOf,
}: Pick<Architecture, 'of' | 'packageOf'>): ReadonlyMap<string, Table> {
  const entries = of('table');
  const tables = new Map<string, Table>();
  const out = new Set(
    entries.flatMap(({ fact }) =>
      fact.action === 'unclear' || fact.action === 'filled' ? [fact.table] : [],
    ),
  );
  const known = new Set(
    entries.flatMap(({ fact }) => (fact.action === 'created' ? [fact.table] : [])),
  );
  if (out.has('*')) return tables;
  for (const { fact, uri, file } of entries) {
    const { table: name, path, dialect } = fact;
    if (out.has(name) || !known.has(name)) continue;
    const before = tables.get(name);
    const isCreation = fact.action === 'created';
    tables.set(name, {
      columns: new Map([...(before?.columns ?? []), ...Object.entries(fact.columns)]),
      indexed: new Set([...(before?.indexed ?? []), ...fact.indexed]),
      unique: [...(before?.unique ?? []), ...fact.unique],
      foreign: new Map([...(before?.foreign ?? []), ...Object.entries(fact.foreign)]),
      model: isCreation ? (fact.model ?? before?.model) : (before?.model ?? fact.model),
      dialect: !before || before.dialect === 'unknown' ? dialect : before.dialect,
      folder: before?.folder ?? packageOf(file),
      createdAt: before && !isCreation ? before.createdAt : { uri, path },
    });
  }
  const statements = entries.filter(({ fact }) => !fact.model);
  const byName = grouped(statements, ({ fact }) => fact.table);
  const byKey = keyed(statements);
  const created = grouped(
    entries.filter(({ fact }) => fact.action === 'created'),
    ({ fact }) => fact.table,
  );
  const engine = engineOf(of);
  const isMade = statements.some(({ fact }) => fact.action === 'created');
  const isOfModels = makesTables(of);
  for (const [name, table] of tables) {
    const { model } = table;
    if (!model) continue;
    const called = new Set([keyOf(model.table), keyOf(name.replace(/^model /, ''))]);
    const written = model.partial
      ? [...called].flatMap((key) => byKey.get(key) ?? [])
      : (byName.get(model.table) ?? []).map(({ fact }) => fact);
    // What fills itself is a lookup table, under whatever name; of two classes of one name nobody knows which is asked.
    const isOut =
      written.some(({ action }) => action === 'filled') ||
      (model.partial &&
        (written.some(({ action }) => action === 'unclear') ||
          (created.get(name) ?? []).length > 1 ||
          // Where statements make tables and none makes this one, it is made under another name.
          (isMade && written.length === 0) ||
          (model.describes && !isOfModels && !written.some(({ action }) => action === 'created'))));
    if (isOut) tables.delete(name);
    else
      tables.set(name, withStatements(table, model, written, model.partial ? engine : 'unknown'));
  }
  return tables;
}

/** A model with the indexes that statements make of its table: Prisma cannot say all of them. */
function withStatements(
  table: Table,
  { columns, partial }: ModelOfTable,
  written: readonly TableFact[],
  engine: TableFact['dialect'],
): Table {
  const words = written.flatMap((fact) => fact.indexed);
  const keys = new Set(words.map(keyOf));
  const indexed = partial
    ? Object.entries(columns).flatMap(([name, column]) => (keys.has(keyOf(name)) ? [column] : []))
    : words.map((column) => columns[column] ?? column);
  const told = written.find(({ dialect }) => dialect !== 'unknown')?.dialect ?? engine;
  return {
    ...table,
    indexed: new Set([...table.indexed, ...indexed]),
    dialect: table.dialect === 'unknown' ? told : table.dialect,
  };
}

/** The column of a table that a name stands for: of a model several may. */
export function columnIn({ model }: Table, name: string): string {
  return (model && entryOf(model.columns, name)) ?? name;
}

/** A name without what tells spellings apart: `order_items` and `OrderItem` are one. */
export function keyOf(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain.replace(/ies$/, 'y').replace(/(?:(?<=s|x|z|ch|sh)e)?s$/, '');
}

/** Statements by each name that their table may be meant by: Django puts that of the application before its own. */
function keyed(statements: readonly Entry<TableFact>[]): ReadonlyMap<string, readonly TableFact[]> {
  const found = new Map<string, TableFact[]>();
  for (const { fact } of statements) {
    const words = fact.table.split('_');
    const keys = new Set(words.map((_, index) => keyOf(words.slice(index).join('_'))));
    for (const key of keys) found.set(key, [...(found.get(key) ?? []), fact]);
  }
  return found;
}

/** Whether settings say that the database is made of what code declares: `spring.jpa.hibernate.ddl-auto: update`. */
function makesTables(of: Architecture['of']): boolean {
  return of('process-settings').some(({ fact }) => {
    const value = entryOf(fact.settings, 'spring.jpa.hibernate.ddlauto');
    return value?.state === 'known' && /^(?:update|create)/.test(String(value.value));
  });
}

/** The database that all pools of the environment lead to, where they say. */
function engineOf(of: Architecture['of']): TableFact['dialect'] {
  const engines = new Set(
    of('pool').flatMap(({ fact }) => (fact.engine === 'unknown' ? [] : [fact.engine])),
  );
  const others = ['redis', 'mongodb', 'other'] as const;
  for (const other of others) engines.delete(other);
  if (engines.size !== 1) return 'unknown';
  if (engines.has('postgres')) return 'postgresql';
  return engines.has('mysql') || engines.has('mariadb') ? 'mysql' : 'unknown';
}
