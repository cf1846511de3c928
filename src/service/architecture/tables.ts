import type { ModelOfTable, TableFact } from '../contracts/fact';
import type { Place } from '../contracts/finding';
import type { Architecture } from './architecture';
import { grouped } from './grouped';

/** A table as all that is written about it leaves it. */
export interface Table {
  readonly columns: ReadonlyMap<string, string>;
  readonly indexed: ReadonlySet<string>;
  /** Columns of which no two rows have the same, each time together. */
  readonly unique: readonly (readonly string[])[];
  /** Columns that name a row of another table, and that table; empty where it is not told. */
  readonly foreign: ReadonlyMap<string, string>;
  /** Of a model of Prisma: what it calls things. */
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
  const created = new Set(
    entries.flatMap(({ fact }) => (fact.action === 'created' ? [fact.table] : [])),
  );
  if (out.has('*')) return tables;
  for (const { fact, uri, file } of entries) {
    const { table: name, path, dialect } = fact;
    if (out.has(name) || !created.has(name)) continue;
    const before = tables.get(name);
    const isCreation = fact.action === 'created';
    tables.set(name, {
      columns: new Map([...(before?.columns ?? []), ...Object.entries(fact.columns)]),
      indexed: new Set([...(before?.indexed ?? []), ...fact.indexed]),
      unique: [...(before?.unique ?? []), ...fact.unique],
      foreign: new Map([...(before?.foreign ?? []), ...Object.entries(fact.foreign)]),
      model: fact.model ?? before?.model,
      dialect: !before || before.dialect === 'unknown' ? dialect : before.dialect,
      folder: before?.folder ?? packageOf(file),
      createdAt: before && !isCreation ? before.createdAt : { uri, path },
    });
  }
  const byName = grouped(entries, ({ fact }) => fact.table);
  for (const [name, table] of tables) {
    if (!table.model) continue;
    const written = (byName.get(table.model.table) ?? []).map(({ fact }) => fact);
    // What fills itself is a lookup table, under whatever name.
    if (written.some(({ action }) => action === 'filled')) tables.delete(name);
    else tables.set(name, withStatements(table, table.model, written));
  }
  return tables;
}

/** A model with the indexes that statements make of its table: Prisma cannot say all of them. */
function withStatements(
  table: Table,
  { columns }: ModelOfTable,
  written: readonly TableFact[],
): Table {
  const indexed = written.flatMap((fact) =>
    fact.indexed.map((column) => columns[column] ?? column),
  );
  const told = written.find(({ dialect }) => dialect !== 'unknown')?.dialect ?? 'unknown';
  return {
    ...table,
    indexed: new Set([...table.indexed, ...indexed]),
    dialect: table.dialect === 'unknown' ? told : table.dialect,
  };
}
