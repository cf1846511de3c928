import { grouped } from '../../../architecture/grouped';
import { growthIn } from '../../../architecture/growing';
import { columnIn, type Table, tablesOf } from '../../../architecture/tables';
import type { LookupFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import { hasFewValues, isLookupTable } from '../../../text/column-names';

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
    const growthOf = growthIn(architecture, tables);
    const schemas = new Set([...tables.values()].map(({ folder }) => folder));
    const missing = lookups.flatMap(({ fact, uri, file }) => {
      const table = tables.get(fact.table);
      if (
        !table ||
        table.dialect === 'sqlite' ||
        isLookupTable(written(fact.table.replace(MODEL, ''), table))
      )
        return [];
      // With several schemas, one of another package may be meant.
      if (schemas.size > 1 && !isBeneath(architecture.packageOf(file), table.folder)) return [];
      const column = unindexed(fact, table);
      return column === undefined ? [] : [{ fact, uri, file, table, column }];
    });
    // One index would serve all that look for the same.
    const same = grouped(missing, ({ fact, table, column }) =>
      [fact.table, columnIn(table, column)].join(' '),
    );
    for (const lookups of same.values()) {
      const gravest = lookups.find(({ fact }) => fact.request !== null) ?? lookups[0];
      if (!gravest) continue;
      const { fact, uri, file, table, column } = gravest;
      const called = fact.table.replace(MODEL, '');
      const name = (small: string) => table.model?.written[small.replace(MODEL, '')] ?? small;
      const others = lookups.filter((lookup) => lookup !== gravest);
      const [growth] = fact.request === null ? [] : growthOf(called, table, file);
      report({
        at: { uri, path: fact.path },
        severity: growth ? 'warning' : fact.request === null ? 'hint' : 'information',
        message: `No index of ${name(fact.table)} begins with ${name(column)}, by which this looks for its rows${fact.request === null ? '' : `, in each request of ${fact.request}`}: the database reads the whole table each time, and ${growth ? `${growth.fact.request} adds rows to it` : 'longer the more it holds'}. ${advice(fact.table, column, table)}`,
        related: [
          { at: table.createdAt, message: `${name(fact.table)} is created here` },
          ...(growth
            ? [
                {
                  at: { uri: growth.uri, path: growth.fact.path },
                  message: `${growth.fact.request} adds rows here`,
                },
              ]
            : []),
          ...others.map((other) => ({
            at: { uri: other.uri, path: other.fact.path },
            message: `This looks for rows by ${name(column)} too`,
          })),
        ],
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
    indexed.has(column) || (!/^(?:postgresql|mongodb)$/.test(dialect) && foreign.has(column));
  const asked = [...equal, ...others].map((name) => columnIn(table, name));
  if (asked.some(isIndexed)) return undefined;
  // What a class has from elsewhere may have an index there.
  if (table.model?.partial && asked.some((column) => !columns.has(column))) return undefined;
  return equal.find((column) => {
    const type = columns.get(columnIn(table, column));
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
    const called = model.written[table.replace(MODEL, '')] ?? table;
    return model.adds
      .replaceAll('COLUMN', model.written[column] ?? column)
      .replaceAll('MODEL', called);
  }
  if (dialect === 'postgresql') {
    return `CREATE INDEX CONCURRENTLY ON ${table} (${column}), in a migration of its own outside a transaction, adds one while the table is in use.`;
  }
  if (dialect === 'mysql') {
    return `ALTER TABLE ${table} ADD INDEX (${column}), LOCK=NONE, in a new migration, adds one while the table is in use.`;
  }
  return `Add one in a new migration; with PostgreSQL by CREATE INDEX CONCURRENTLY, outside a transaction.`;
}
