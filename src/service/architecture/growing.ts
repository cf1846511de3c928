import type { RowsFact } from '../contracts/fact';
import { isLog, isLookupTable, spelledAsSql } from '../text/column-names';
import type { Architecture } from './architecture';
import type { Entry } from './entry';
import { grouped } from './grouped';
import { keyOf, type Table } from './tables';

/** Tells which requests add rows to a table whose rows people own; none of any other table. */
export function growthIn(
  { of, packageOf }: Pick<Architecture, 'of' | 'packageOf'>,
  tables: ReadonlyMap<string, Table>,
): (name: string, table: Table, file: string) => readonly Entry<RowsFact>[] {
  const schemas = new Set([...tables.values()].map(({ folder }) => folder));
  // With several schemas, a table of this name may be another one in each package.
  const key = (name: string, file: string) =>
    `${schemas.size > 1 ? packageOf(file) : ''}\n${keyOf(name)}`;
  const adding = grouped(
    of('rows').filter(({ fact }) => fact.does === 'adds'),
    ({ fact, file }) => key(fact.table, file),
  );
  return (name, table, file) =>
    // What belongs to nobody who uses it grows as far as whoever looks after it lets it.
    isLookupTable(name) || !(isOfPerson(table) || isLog(written(name, table)))
      ? []
      : (adding.get(key(name, file)) ?? []);
}

/** A model as its class is called. */
function written(name: string, { model }: Table): string {
  return model?.written[name] ?? name;
}

/** Who uses a system, as columns call them: each may add as many rows as they like. */
const PERSON =
  /(?:^|_)(?:user|customer|account|member|author|owner|sender|creator|buyer|player|reporter|participant|visitor|patient|student|subscriber|reviewer|guest|client|employee|profile|created_?by)(?:_?u?id)?$/;

/** Whether each row of a table names who it is of, and they may have several. */
function isOfPerson({ foreign, unique, model }: Table): boolean {
  return [...foreign.keys()].some(
    (column) =>
      PERSON.test(spelledAsSql(model?.written[column] ?? column)) &&
      !unique.some((key) => key.length === 1 && key[0] === column),
  );
}
