import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Analysis } from '../../src/service/contracts/language';
import { rulesFor, runDocumentRule } from '../../src/service/engine/run';
import { applicationCode } from '../../src/service/languages/application-code';
import type { Grammar } from '../../src/service/languages/application-code/grammars';
import type { ApplicationModel } from '../../src/service/languages/application-code/model';
import { differenceOf } from '../../src/service/languages/application-code/syntax/difference';
import type { Node } from '../../src/service/languages/application-code/syntax/node';
import {
  parseText,
  type SyntaxTree,
} from '../../src/service/languages/application-code/syntax/tree';
import type { Region } from '../../src/service/languages/application-code/uses';
import { loadGrammar, withParser } from '../../src/service/languages/shared/tree-sitter';
import { PRACTICES, type PracticeId } from '../../src/service/practices';
import { settled } from '../../src/service/project/file';
import { RULES } from '../../src/service/rules';
import { analysed } from '../support/analysed';
import { nodeAssets } from '../support/memory';

const TEXTS: readonly (readonly [grammar: Grammar, path: string, text: string])[] = [
  [
    'typescript',
    'src/db.ts',
    "import { Pool } from 'pg';\r\n// \u{1F4A7} drops\r\nexport const pool = new Pool({ max: 20, idleTimeoutMillis: 10_000 });\r\napp.get('/users', async (request, response) => {\r\n  const found = await pool.query('select * from users where id = $1', [request.params.id]);\r\n  response.json(found.rows.map((row) => ({ id: row.id, text: `\u{1F4A7}${row.text}` })));\r\n});\r\n",
  ],
  [
    'python',
    'app/db.py',
    'from sqlalchemy import create_engine\n\nengine = create_engine("postgresql://db", pool_size=5)\n\n\ndef users():\n    with engine.connect() as connection:\n        return [row.id for row in connection.execute("select 1")]\n',
  ],
  [
    'go',
    'db.go',
    'package db\n\nimport "database/sql"\n\nfunc Open(dsn string) (*sql.DB, error) {\n\tdb, err := sql.Open("pgx", dsn)\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\tdb.SetMaxOpenConns(20)\n\treturn db, nil\n}\n',
  ],
  [
    'java',
    'src/Db.java',
    'import com.zaxxer.hikari.HikariConfig;\nimport com.zaxxer.hikari.HikariDataSource;\n\nclass Db {\n  HikariDataSource open() {\n    HikariConfig config = new HikariConfig();\n    config.setMaximumPoolSize(20);\n    return new HikariDataSource(config);\n  }\n}\n',
  ],
];

/** Code with what is read function by function: loops, callbacks, handlers, helpers, transactions. */
const SERVERS: Readonly<Record<string, string>> = {
  'src/server.ts': `import { Pool, type PoolClient } from 'pg';
import Redis from 'ioredis';
export const pool = new Pool({ max: 20 });
const cache = new Redis();
async function load(id: string) {
  const own = new Pool();
  const { rows } = await own.query('select * from users where id = $1', [id]);
  return rows;
}
export class Orders {
  constructor(private readonly pool: Pool) {}
  async all(ids: readonly string[]) {
    for (const id of ids) {
      const found = await this.pool.query('select * from orders where id = $1', [id]);
      if (found.rows.length > 0) await cache.set(\`order:\${id}\`, found.rows[0]);
    }
    const client = await this.pool.connect();
    await client.query('update orders set seen = true');
    client.release();
  }
}
app.get('/users/:id', async (request, response) => {
  const users = await Promise.all(ids.map(async (id) => pool.query('select 1 where id = $1', [id])));
  response.json(await load(request.params.id));
});
export const recent = async (client: PoolClient) => {
  const { rows } = await client.query('select * from orders');
  return rows.map((row) => ({ id: row.id, text: \`\u{1F4A7}\${row.text}\` }));
};
`,
  'app/server.py': `import asyncpg
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

engine = create_engine("postgresql://db", pool_size=5)


@app.get("/orders")
def orders(ids):
    with Session(engine) as session:
        found = [session.get(Order, id) for id in ids]
    for id in ids:
        session.execute(select(User).where(User.id == id))
    return helper(found)


def helper(found):
    own = create_engine("postgresql://db")
    connection = own.connect()
    connection.execute("select * from orders where id = 1")
    return found
`,
  'server.go': `package server

import (
	"database/sql"
	"net/http"
)

type Server struct {
	db *sql.DB
}

func (s *Server) List(w http.ResponseWriter, r *http.Request) {
	db, err := sql.Open("pgx", "postgres://db")
	rows, err := s.db.Query("SELECT * FROM orders")
	for _, id := range ids {
		s.db.QueryRow("SELECT name FROM users WHERE id = $1", id)
	}
	conn, err := s.db.Conn(r.Context())
	defer conn.Close()
}

func open(dsn string) *sql.DB {
	db, _ := sql.Open("pgx", dsn)
	db.SetMaxOpenConns(20)
	return db
}
`,
  'src/Orders.java': `import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import javax.sql.DataSource;

class Orders {
  private final DataSource dataSource;

  @GetMapping("/orders")
  List<Order> all(List<Long> ids) {
    HikariDataSource own = new HikariDataSource();
    Connection connection = dataSource.getConnection();
    for (Long id : ids) {
      connection.query("SELECT * FROM orders WHERE id = " + id);
    }
    connection.close();
    return load(ids);
  }

  List<Order> load(List<Long> ids) {
    return jdbcTemplate.queryForList("SELECT * FROM orders");
  }
}
`,
};

/** Where to cut, what to put there instead; both are taken modulo what there is. */
interface Change {
  readonly at: number;
  readonly removed: number;
  readonly added: string;
}

const CHANGE = fc.record<Change>({
  at: fc.nat(10_000),
  removed: fc.oneof(fc.constant(0), fc.constant(1), fc.nat(40)),
  added: fc.constantFrom(
    ...['', ' ', '\n', '\r\n', '{', '}', '(', ')', "'", '`', '//', '/*', '#', '5', 'x', '\ud83d'],
    ...[
      '\u{1F4A7}',
      'new Pool({ max: 5,',
      'if (a) {\n  b();\n}\n',
      ' => {',
      'def f():\n    ',
      'const x = 1;\n',
    ],
  ),
});

const changed = (text: string, { at, removed, added }: Change) => {
  const start = at % (text.length + 1);
  return text.slice(0, start) + added + text.slice(start + removed);
};

/** A line of the text before another one. */
const lineMoved = (text: string, at: number) => {
  const lines = text.split('\n');
  const [line = ''] = lines.splice(at % lines.length, 1);
  lines.splice((at * 7) % lines.length, 0, line);
  return lines.join('\n');
};

/** What a model says of calls, and what all rules say of it. */
function said(model: ApplicationModel): unknown {
  const settings = { targets: {}, practice: (id: PracticeId) => PRACTICES[id].value };
  return {
    uses: model.uses.all.map((use) => ({
      ...{ at: use.at, receiver: use.receiver, method: use.method, methodAt: use.methodAt },
      arguments: use.arguments.map(({ at, text, string }) => ({ at, text, string })),
      result: use.result.kind === 'variable' ? [use.result.names, use.result.at] : use.result.kind,
      ...{ awaited: use.awaited, occasion: use.occasion(), regions: regionsOf(use.region) },
    })),
    typed: model.uses.typed.map(({ region, ...name }) => ({ ...name, regions: regionsOf(region) })),
    reports: rulesFor('application-code', RULES).flatMap((rule) =>
      runDocumentRule(rule, 'application-code', { model }, settings).map((report) => {
        const { fixes, ...plain } = settled(report);
        return { rule: rule.id, ...plain, fixes: fixes?.() };
      }),
    ),
  };
}

function regionsOf(region: Region | null): readonly unknown[] {
  if (region === null) return [];
  const { kind, at, name, binds, over } = region;
  return [{ kind, at, name, binds, over }, ...regionsOf(region.around)];
}

/** Everything there is to know of a tree. */
function written(node: Node, field: string | null = null): unknown {
  const { type, isNamed, startIndex, endIndex, hasError } = node;
  const names = fieldsOf(node);
  return [
    field,
    type,
    isNamed,
    startIndex,
    endIndex,
    hasError,
    node.children.map((child, index) => written(child, names[index] ?? null)),
  ];
}

function fieldsOf(node: Node): readonly (string | null)[] {
  const named = [
    'name',
    'value',
    'left',
    'right',
    'function',
    'arguments',
    'object',
    'property',
    'body',
    'operator',
  ];
  return node.children.map(
    (child) => named.find((name) => node.childrenForFieldName(name).includes(child)) ?? null,
  );
}

describe('application code: an edited text', () => {
  it('has the tree of the same text read from nothing, after any edits', async () => {
    for (const [grammar, , text] of TEXTS) {
      await loadGrammar(grammar, nodeAssets);
      const parser = withParser(grammar, (made) => made);
      fc.assert(
        fc.property(fc.array(CHANGE, { minLength: 1, maxLength: 6 }), (changes) => {
          let now = text;
          let tree = parseText(parser, now) as SyntaxTree;
          for (const change of changes) {
            now = changed(now, change);
            tree = tree.next(now) as SyntaxTree;
            const fresh = parseText(parser, now) as SyntaxTree;
            assert.deepEqual(written(tree.root), written(fresh.root), JSON.stringify(now));
            fresh.release();
          }
          tree.release();
        }),
        { numRuns: 25 },
      );
    }
  });

  it('of Python has its lines where they belong, though no block has another text', async () => {
    await loadGrammar('python', nodeAssets);
    const parser = withParser('python', (made) => made);
    const code = (before: string) => `/*/import db

def users():
${before}with db.connect() as connection:
    return [row.id for row in connection.execute("select id from users")]
`;
    const first = parseText(parser, code('    ')) as SyntaxTree;
    const edited = first.next(code(' \u{1F4A7}   ')) as SyntaxTree;
    const fresh = parseText(parser, code(' \u{1F4A7}   ')) as SyntaxTree;
    assert.deepEqual(written(edited.root), written(fresh.root));
  });

  it('has the facts and places of the same text read from nothing', async () => {
    for (const [, path, text] of TEXTS) {
      const changes = fc.array(CHANGE, { minLength: 2, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(changes, async (changes) => {
          let now = text;
          let analysis: Analysis<ApplicationModel> | undefined;
          for (const change of changes) {
            now = changed(now, change);
            const source = { uri: `file:///${path}`, path, text: now };
            analysis = await analysed(applicationCode, source, analysis);
            const fresh = await analysed(applicationCode, source);
            assert.deepEqual(analysis.facts, fresh.facts);
            assert.deepEqual([...analysis.places], [...fresh.places]);
            assert.deepEqual(analysis.comments, fresh.comments);
            assert.deepEqual(analysis.limits, fresh.limits);
          }
        }),
        { numRuns: 10 },
      );
    }
  });

  it('has the calls and the findings of the same text read from nothing, however long it is edited', async () => {
    for (const [path, text] of Object.entries(SERVERS)) {
      const edits = fc.sample(CHANGE, { numRuns: 120, seed: 6 });
      let now = text;
      let analysis: Analysis<ApplicationModel> | undefined;
      let found = 0;
      for (const [index, edit] of edits.entries()) {
        // Most edits are undone by the next one, so that there is something to be found all along.
        now = index % 8 === 7 ? lineMoved(text, edit.at) : changed(index % 2 ? text : now, edit);
        const source = { uri: `file:///${path}`, path, text: now };
        analysis = await analysed(applicationCode, source, analysis);
        const fresh = await analysed(applicationCode, source);
        assert.deepEqual(said(analysis.model), said(fresh.model), JSON.stringify(now));
        found += fresh.model.uses.all.length;
      }
      assert.ok(found > 4 * edits.length, path);
    }
  });

  it('reads again only what is around the edit', async () => {
    await loadGrammar('typescript', nodeAssets);
    const parser = withParser('typescript', (made) => made);
    const handlers = Array.from(
      { length: 40 },
      (_, index) =>
        `export async function load${index}(id: string) {\n  const { rows } = await pool.query('select * from orders where id = $1', [id]);\n  return rows.map((row) => ({ id: row.id, total: row.total * ${index} }));\n}\n`,
    );
    const text = handlers.join('');
    const tree = parseText(parser, text) as SyntaxTree;
    const before = new Set(idsOf(tree.root));
    const next = tree.next(text.replace('total * 20', 'total * 20 + 1')) as SyntaxTree;
    const after = idsOf(next.root);
    const read = after.filter((id) => !before.has(id)).length;
    assert.ok(read < after.length / 4, `${read} of ${after.length} nodes`);
    next.release();
  });
});

describe('application code: the difference of two texts', () => {
  it('turns one into the other, on whole characters', () => {
    const character = fc.constantFrom('a', 'b', '\n', '\u{1F4A7}', '\u{1F4A8}', '\ud83d');
    const text = fc.array(character, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { startIndex, oldEndIndex, newEndIndex, startPosition } = differenceOf(before, after);
        assert.ok(startIndex <= oldEndIndex && startIndex <= newEndIndex);
        assert.equal(
          before.slice(0, startIndex) +
            after.slice(startIndex, newEndIndex) +
            before.slice(oldEndIndex),
          after,
        );
        const lines = before.slice(0, startIndex).split('\n');
        assert.deepEqual(startPosition, { row: lines.length - 1, column: lines.at(-1)?.length });
      }),
      { numRuns: 500 },
    );
  });
});

function idsOf(node: Node): readonly number[] {
  return [node.id, ...node.children.flatMap(idsOf)];
}
