import { type Table, tablesOf } from '../../../architecture/tables';
import type { LookupFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import {
  hasFewValues,
  isLookupTable,
} from '../../../languages/application-code/queries/few-values';

export default defineRule({
  id: 'query/column-without-index',
  since: '0.2.0',
  status: 'stable',
  scope: 'project',
  severity: 'hint',
  title: 'Column without an index',
  summary: 'Rows are looked up by a column that no index begins with.',
  citations: ['guide.database', 'postgresql.create-index', 'mysql.indexes'],
  practices: [],
  checklist: ['indexes'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ architecture }, report) {
    const lookups = architecture.of('lookup');
    if (lookups.length === 0) return;
    const tables = tablesOf(architecture);
    const schemas = new Set([...tables.values()].map(({ folder }) => folder));
    for (const { fact, uri, file } of lookups) {
      const table = tables.get(fact.table);
      if (
        !table ||
        table.dialect === 'sqlite' ||
        isLookupTable(written(fact.table.replace(MODEL, ''), table))
      )
        continue;
      // With several schemas, one of another package may be meant.
      if (schemas.size > 1 && !isBeneath(architecture.packageOf(file), table.folder)) continue;
      const column = unindexed(fact, table);
      if (column === undefined) continue;
      const name = (small: string) => table.model?.written[small.replace(MODEL, '')] ?? small;
      report({
        at: { uri, path: fact.path },
        severity: fact.request === null ? 'hint' : 'information',
        message: `No index of ${name(fact.table)} begins with ${name(column)}, by which this looks for its rows${fact.request === null ? '' : `, in each request of ${fact.request}`}: the database reads the whole table each time, and longer the more it holds. ${advice(fact.table, column, table)}`,
        related: [{ at: table.createdAt, message: `${name(fact.table)} is created here` }],
      });
    }
  },
});

/** What stands before the name of a model. */
const MODEL = /^model /;

/** A column that is asked for and that no index serves, nor any other column that is asked for. */
function unindexed({ equal, others }: LookupFact, table: Table): string | undefined {
  const { columns, indexed, foreign, dialect } = table;
  // InnoDB makes an index for a foreign key; to take it for one elsewhere only keeps us silent.
  const isIndexed = (column: string) =>
    indexed.has(column) || (dialect !== 'postgresql' && foreign.has(column));
  if ([...equal, ...others].some(isIndexed)) return undefined;
  return equal.find((column) => {
    const type = columns.get(column);
    return (
      type !== undefined &&
      !hasFewValues(written(column, table)) &&
      !/^(?:bool|bit|enum|tinyint)/.test(type)
    );
  });
}

/** A name as it is written, which has its words in capitals. */
function written(name: string, { model }: Table): string {
  return model?.written[name] ?? name;
}

function isBeneath(folder: string, other: string): boolean {
  return other === '' || folder === other || folder.startsWith(`${other}/`);
}

function advice(table: string, column: string, { dialect, model }: Table): string {
  if (model) {
    return `@@index([${model.written[column] ?? column}]) in the model ${model.written[table.replace(MODEL, '')] ?? table}, and a migration, add one.`;
  }
  if (dialect === 'postgresql') {
    return `CREATE INDEX CONCURRENTLY ON ${table} (${column}), in a migration of its own outside a transaction, adds one while the table is in use.`;
  }
  if (dialect === 'mysql') {
    return `ALTER TABLE ${table} ADD INDEX (${column}), LOCK=NONE, in a new migration, adds one while the table is in use.`;
  }
  return `Add one in a new migration; with PostgreSQL by CREATE INDEX CONCURRENTLY, outside a transaction.`;
}
