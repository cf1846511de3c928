import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tablesNamed } from '../../src/service/languages/shared/code-indexes';

describe('indexes that code makes', () => {
  const indexed = (text: string) => {
    const [first] = tablesNamed(text);
    return first?.action === 'unclear' ? 'unclear' : (first?.indexed ?? []);
  };
  const holds = (text: string, ...columns: readonly string[]) => {
    const found = indexed(text);
    for (const column of columns) assert.ok(found.includes(column), `${column} of ${found}`);
  };
  const lacks = (text: string, column: string) => assert.ok(!indexed(text).includes(column), text);

  it('are found in the calls and statements of each language', () => {
    holds("op.create_index(op.f('ix'), 'orders', ['email'], unique=False)", 'email');
    holds("op.execute('''\n  CREATE INDEX ix\n  ON orders (lower(email))\n''')", 'email');
    holds("await r.createIndex('orders', new TableIndex({ columnNames: ['email'] }));", 'email');
    holds("table.string('email')\n  .notNullable()\n  .unique();", 'email');
    holds("add_index :orders, :email\ncreate_table 'orders'", 'email');
    holds('<createIndex tableName="orders">\n  <column name="email"/>\n</createIndex>', 'email');
    holds("fields=[('email', models.CharField(max_length=9, db_index=True))]", 'email');
    holds("import django\n('buyer', models.ForeignKey(to='shop.User'))", 'buyer');
  });

  it('are not seen in what stands beside them', () => {
    const columns = "op.create_table('orders',\n sa.Column('email', sa.String()),\n";
    lacks(`${columns} sa.Column('code', sa.String(), unique=True))`, 'email');
    lacks(`${columns} sa.PrimaryKeyConstraint('id'))`, 'email');
    lacks("table.string('email');\n  table.string('code').unique();", 'email');
  });

  it('make everything unclear where their columns are put together', () => {
    for (const text of [
      "for c in ['a']:\n  op.create_index(f'ix_{c}', 'orders', [c])",
      "q.createIndex('orders', new TableIndex({ columnNames: columns }))",
      "knex.raw(`CREATE INDEX ON ${table} (email)`, 'orders')",
    ])
      assert.equal(indexed(text), 'unclear', text);
  });
});
