import { growthIn } from '../../../architecture/growing';
import { keyOf, type Table, tablesOf } from '../../../architecture/tables';
import { defineRule } from '../../../contracts/rule';

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
    const lists = architecture.of('rows').filter(({ fact }) => fact.does === 'lists');
    if (lists.length === 0) return;
    const known = tablesOf(architecture);
    const tables = byKey(known);
    const growthOf = growthIn(architecture, known);
    for (const { fact, uri, file } of lists) {
      const table = tables.get(keyOf(fact.table));
      const adding = table ? growthOf(fact.table, table, file) : [];
      const [first] = adding;
      if (!table || !first) continue;
      const name = table.model?.written[fact.table] ?? fact.table;
      report({
        at: { uri, path: fact.path },
        message: `${fact.request} reads all rows of ${name}${fact.which === undefined ? '' : ` ${fact.which}`}, and ${first.fact.request} adds one each time: what this takes grows for as long as it is used. Read a page at a time, with a limit.`,
        related: adding.map((other) => ({
          at: { uri: other.uri, path: other.fact.path },
          message: `${other.fact.request} adds rows here`,
        })),
      });
    }
  },
});

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
