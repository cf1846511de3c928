import { keyOf, type Table, tablesOf } from '../../../architecture/tables';
import { defineRule } from '../../../contracts/rule';
import {
  isLookupTable,
  spelledAsSql,
} from '../../../languages/application-code/queries/few-values';

export default defineRule({
  id: 'query/growing-list-without-limit',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Unlimited list that grows',
  summary: 'A request reads all rows of a table to which other requests add rows.',
  citations: ['guide.database'],
  practices: [],
  checklist: ['pagination'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    const rows = architecture.of('rows');
    const lists = rows.filter(({ fact }) => fact.does === 'lists');
    if (lists.length === 0) return;
    const tables = byKey(tablesOf(architecture));
    for (const { fact, uri, file } of lists) {
      const key = keyOf(fact.table);
      const table = tables.get(key);
      // What belongs to nobody who uses it grows as far as whoever looks after it lets it.
      if (!table || isLookupTable(fact.table) || !isOfPerson(table)) continue;
      const adding = rows.filter(
        (other) =>
          other.fact.does === 'adds' &&
          keyOf(other.fact.table) === key &&
          architecture.packageOf(other.file) === architecture.packageOf(file),
      );
      const [first] = adding;
      if (!first) continue;
      const name = table.model?.written[fact.table] ?? fact.table;
      report({
        at: { uri, path: fact.path },
        message: `${fact.request} reads all rows of ${name}, and ${first.fact.request} adds one each time: what this takes grows for as long as it is used. Read a page at a time, with a limit.`,
        related: adding.map((other) => ({
          at: { uri: other.uri, path: other.fact.path },
          message: `${other.fact.request} adds rows here`,
        })),
      });
    }
  },
});

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

/** Tables and models by a name without its spelling; of two that differ none. */
function byKey(tables: ReadonlyMap<string, Table>): ReadonlyMap<string, Table> {
  const found = new Map<string, Table>();
  for (const [name, table] of tables) {
    const key = keyOf(name.replace(/^model /, ''));
    const before = found.get(key);
    // Who is told as a model and as a table says more as a model.
    if (!before || table.model) found.set(key, table);
  }
  return found;
}
