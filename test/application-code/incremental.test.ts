import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Analysis } from '../../src/service/contracts/language';
import { applicationCode } from '../../src/service/languages/application-code';
import type { Grammar } from '../../src/service/languages/application-code/grammars';
import type { ApplicationModel } from '../../src/service/languages/application-code/model';
import { differenceOf } from '../../src/service/languages/application-code/syntax/difference';
import type { Node } from '../../src/service/languages/application-code/syntax/node';
import {
  parseText,
  type SyntaxTree,
} from '../../src/service/languages/application-code/syntax/tree';
import { parserOf } from '../../src/service/languages/shared/tree-sitter';
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
      const parser = await parserOf(grammar, nodeAssets);
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
            analysis = await applicationCode.analyse(source, nodeAssets, analysis);
            const fresh = await applicationCode.analyse(source, nodeAssets);
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

  it('reads again only what is around the edit', async () => {
    const parser = await parserOf('typescript', nodeAssets);
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
