import type { TableFact } from '../contracts/fact';
import type { Place } from '../contracts/finding';
import type { Architecture } from './architecture';

/** A table as all that is written about it leaves it. */
export interface Table {
  readonly columns: ReadonlyMap<string, string>;
  readonly indexed: ReadonlySet<string>;
  /** Columns of which no two rows have the same, each time together. */
  readonly unique: readonly (readonly string[])[];
  /** Columns that name a row of another table, and that table; empty where it is not told. */
  readonly foreign: ReadonlyMap<string, string>;
  /** Names of a model of Prisma as they are written, by the same in small letters. */
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
  return tables;
}
