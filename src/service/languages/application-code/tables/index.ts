import type { TableFact } from '../../../contracts/fact';
import { type Span, span } from '../../../contracts/span';
import { MAKES_INDEX, tablesNamed } from '../../shared/code-indexes';
import { LIBRARIES } from '../libraries/all';
import type { ColumnOfModel, FileOfModels, ModelOfCode, Tables } from './table';

const READERS = LIBRARIES.flatMap(({ tables }) => tables ?? []);

/** The tables that the models of a file stand for, each under each of its names. */
export function modelTables(file: FileOfModels): readonly {
  readonly fact: TableFact;
  readonly at: Span;
}[] {
  return READERS.flatMap(({ read, adds, describes }) =>
    read(file).flatMap((model) =>
      [...new Set(model.names)].map((name) => ({
        fact: factOf(model, name, { adds, ...(describes && { describes }) }),
        at: model.at.span,
      })),
    ),
  );
}

/** The tables that a file of code makes indexes of, by statements and calls of its own. */
export function indexesMade(text: string): ReturnType<typeof modelTables> {
  const at = MAKES_INDEX.exec(text)?.index;
  if (at === undefined) return [];
  const made = span(at, at + 'create'.length);
  return tablesNamed(text).map((fact) => ({ fact, at: made }));
}

function factOf(
  { table, dialect, columns, keys, changes }: ModelOfCode,
  name: string,
  { adds, describes }: Pick<Tables, 'adds' | 'describes'>,
): TableFact {
  const small = (names: readonly string[]) => names.map((one) => one.toLowerCase());
  const called = new Map(
    columns.flatMap((column) => small(column.names).map((one) => [one, nameOf(column)] as const)),
  );
  const known = (names: readonly string[]) => small(names).map((one) => called.get(one) ?? one);
  const first = keys.flatMap((key) => known(key.columns.slice(0, 1)));
  const isIndexed = (column: ColumnOfModel) => column.indexed || column.unique === true;
  return {
    ...{ kind: 'table', path: `/tables/${name}`, table: `model ${name.toLowerCase()}` },
    ...{ action: changes ? 'changed' : 'created', dialect: dialect ?? 'unknown' },
    columns: Object.fromEntries(
      columns.map((column) => [nameOf(column), column.type.toLowerCase()]),
    ),
    indexed: [...first, ...columns.filter(isIndexed).map(nameOf)],
    unique: [
      ...columns.filter(({ unique }) => unique).map((column) => [nameOf(column)]),
      ...keys.filter(({ unique }) => unique).map((key) => known(key.columns)),
    ],
    foreign: Object.fromEntries(
      columns.flatMap((column) =>
        column.to === null
          ? []
          : [[nameOf(column), column.to === '' ? '' : `model ${column.to.toLowerCase()}`]],
      ),
    ),
    model: {
      written: Object.fromEntries([
        [name.toLowerCase(), name],
        ...columns.flatMap(({ names }) => names.map((one) => [one.toLowerCase(), one])),
      ]),
      table: table.toLowerCase(),
      columns: Object.fromEntries(called),
      adds,
      partial: true,
      ...(describes && { describes }),
    },
  };
}

/** What a column is known by, whichever of its names is asked for. */
function nameOf({ names: [first = ''] }: ColumnOfModel): string {
  return first.toLowerCase();
}
