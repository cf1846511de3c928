import { columnIn, type Table, tablesOf } from '../../../architecture/tables';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'query/owned-list-without-limit',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'hint',
  title: 'List of one owner without a limit',
  summary: 'A request sends all rows that belong to one row, however many others may add.',
  citations: ['guide.database'],
  practices: [],
  checklist: ['pagination'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ architecture }, report) {
    const lists = architecture.of('lookup').filter(({ fact }) => fact.list);
    if (lists.length === 0) return;
    const tables = tablesOf(architecture);
    for (const { fact, uri } of lists) {
      const table = tables.get(fact.table);
      const equal = fact.equal.map((name) => (table ? columnIn(table, name) : name));
      const owner = equal.find((column) => table?.foreign.has(column));
      if (!table || owner === undefined) continue;
      const isOne = table.unique.some((key) => key.every((column) => equal.includes(column)));
      const others = [...table.foreign].filter(([column]) => !equal.includes(column));
      // What belongs to one row alone is as much as that one makes; of two, each row of the other may add to it.
      const other = others.find(([, of]) => !isPartOf(of, table.foreign.get(owner), tables));
      if (isOne || !other) continue;
      const name = (written: string) =>
        table.model?.written[written.replace(/^model /, '')] ?? written;
      report({
        at: { uri, path: fact.path },
        message: `${fact.request} sends all rows of ${name(fact.table)} of one ${name(owner)}, and each ${name(other[0])} may add to them: nothing limits how many there are. Read a page at a time, with a limit, where their number is not bounded.`,
        related: [{ at: table.createdAt, message: 'Its rows name one of each here' }],
      });
    }
  },
});

/** Whether rows of a table belong to one of the owner's themselves: they are no more than that one made. */
function isPartOf(
  table: string,
  owner: string | undefined,
  tables: ReadonlyMap<string, Pick<Table, 'foreign'>>,
): boolean {
  const names = [...(tables.get(table)?.foreign.values() ?? [])];
  return owner !== undefined && owner !== '' && names.includes(owner);
}
