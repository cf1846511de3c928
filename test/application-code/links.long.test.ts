import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

/** A pool, made in a file of its own. */
const DB = `import pg from 'pg';
export const pool = new pg.Pool({ max: 5, connectionTimeoutMillis: 1000 });
pool.on('error', console.error);
`;

/** Takes a connection of a pool and keeps it. */
function taking(line: string, pool = 'pool'): string {
  return `${line}
export async function rename(id: string) {
  const client = await ${pool}.connect();
  await client.query('UPDATE users SET name = $1', [id]);
}
`;
}

async function found(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  return output.files.flatMap(({ path, findings }) =>
    findings.map(({ rule, range }) => `${path}:${range.start.line + 1} ${rule}`),
  );
}

describe('a pool that another file makes', () => {
  const kept = ['src/users.ts:3 pool/client-not-released'];
  const cases: readonly [string, Readonly<Record<string, string>>][] = [
    ['by name', { 'src/db.ts': DB, 'src/users.ts': taking("import { pool } from './db';") }],
    [
      'under another name',
      { 'src/db.ts': DB, 'src/users.ts': taking("import { pool as p } from './db.js';", 'p') },
    ],
    [
      'of a folder',
      { 'src/db/index.ts': DB, 'src/users.ts': taking("import * as db from './db';", 'db.pool') },
    ],
    [
      'as a default',
      {
        'src/db.ts': `${DB}export default pool;\n`,
        'src/users.ts': taking("import p from './db';", 'p'),
      },
    ],
    [
      'through a barrel',
      {
        'src/lib/db.ts': DB,
        'src/lib/index.ts': "export * from './db';\n",
        'src/users.ts': taking("import { pool } from './lib';"),
      },
    ],
    [
      'renamed by a barrel',
      {
        'src/lib/db.ts': DB,
        'src/lib/index.ts': "import { pool } from './db';\nexport { pool as main };\n",
        'src/users.ts': taking("import { main } from './lib/index.js';", 'main'),
      },
    ],
    [
      'of CommonJS',
      {
        'src/db.js':
          "const { Pool } = require('pg');\nconst pool = new Pool({ max: 5, connectionTimeoutMillis: 1000 });\npool.on('error', console.error);\nmodule.exports = { pool };\n",
        'src/users.ts': taking("const { pool } = require('./db');"),
      },
    ],
    [
      'as a whole module of CommonJS',
      {
        'src/db.js':
          "const { Pool } = require('pg');\nconst pool = new Pool({ max: 5, connectionTimeoutMillis: 1000 });\npool.on('error', console.error);\nmodule.exports = pool;\n",
        'src/users.ts': taking("const db = require('./db');", 'db'),
      },
    ],
    [
      'by an alias',
      {
        'src/db.ts': DB,
        'tsconfig.json': '{ // aliases\n "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
        'src/users.ts': taking("import { pool } from '@/db';"),
      },
    ],
    [
      'of a package of the workspace',
      {
        'packages/db/package.json':
          '{ "name": "@shop/db", "exports": { ".": { "import": "./dist/index.js" } } }',
        'packages/db/src/index.ts': DB,
        'src/users.ts': taking("import { pool } from '@shop/db';"),
      },
    ],
    [
      'handed out by a function',
      {
        'src/db.ts': `import pg from 'pg';\nlet pool: pg.Pool | undefined;\nexport function getPool() {\n  pool ??= new pg.Pool({ max: 5, connectionTimeoutMillis: 1000 });\n  return pool;\n}\n`,
        'src/users.ts': taking("import { getPool } from './db';", 'getPool()'),
      },
    ],
  ];
  for (const [name, files] of cases) {
    it(`is known ${name}`, async () => assert.deepEqual(await found(files), kept));
  }

  it('is known in Python: by module, of a package, through its __init__, from a submodule', async () => {
    const db = 'import asyncpg\n\npool: asyncpg.Pool | None = None\n';
    const asking = (line: string, name: string) =>
      `${line}\n\n\nasync def names(ids):\n    for id in ids:\n        await ${name}.fetchrow("SELECT name FROM users WHERE id = $1", id)\n`;
    const looped = ['app/users.py:6 query/in-loop'];
    const cases: Readonly<Record<string, string>>[] = [
      { 'app/db.py': db, 'app/users.py': asking('from app.db import pool as p', 'p') },
      {
        'app/db.py': db,
        'app/users.py': asking('from .db import (\n    pool as p,\n)', 'p').replace('\n\n\n', '\n'),
      },
      { 'app/db.py': db, 'app/users.py': asking('from . import db as d', 'd.pool') },
      { 'app/db.py': db, 'app/users.py': asking('import app.db as d', 'd.pool') },
      {
        'app/core/db.py': db,
        'app/core/__init__.py': 'from .db import pool as main\n',
        'app/users.py': asking('from app.core import main', 'main'),
      },
      {
        'app/db.py': `${db}\n\ndef the_pool() -> asyncpg.Pool:\n    return pool\n`,
        'app/users.py': asking('from app.db import the_pool', 'the_pool()'),
      },
    ];
    for (const files of cases) assert.deepEqual(await found(files), looped);
    const without = { ...cases[0], 'app/db.py': 'pool = None\n' };
    assert.deepEqual(await found(without), []);
  });

  it('is known in Go: in its package, as a field, by the path of the module', async () => {
    const mod = 'module example.com/shop\n\ngo 1.24\n';
    const keeping = (head: string, signature: string, name: string) =>
      `package shop\n\n${head}\n${signature} {\n\tconn, err := ${name}.Conn(ctx)\n\tif err != nil {\n\t\treturn\n\t}\n\tconn.ExecContext(ctx, "UPDATE users SET seen = true")\n}\n`;
    const kept = ['shop/users.go:4 pool/client-not-released'];
    const variable =
      'package shop\n\nimport "database/sql"\n\nvar Main *sql.DB\n\ntype Server struct {\n\tdata *sql.DB\n}\n';
    const cases: Readonly<Record<string, string>>[] = [
      {
        'shop/db.go': variable,
        'shop/users.go': keeping('', 'func seen(ctx context.Context)', 'Main'),
      },
      {
        'shop/db.go': variable,
        'shop/users.go': keeping('', 'func (s *Server) seen(ctx context.Context)', 's.data'),
      },
      {
        'go.mod': mod,
        'internal/store/db.go': variable.replace('shop', 'store'),
        'shop/users.go': keeping(
          'import "example.com/shop/internal/store"',
          'func seen(ctx context.Context)',
          'store.Main',
        ),
      },
    ];
    for (const files of cases) {
      assert.deepEqual(
        (await found(files)).map((one) => one.replace(':5', ':4')),
        kept,
      );
    }
    const elsewhere = {
      'other/db.go': variable,
      'shop/users.go': cases[0]?.['shop/users.go'] ?? '',
    };
    assert.deepEqual(await found(elsewhere), []);
  });

  it('is known whatever stands in manifests', async () => {
    const files = { 'src/db.ts': DB, 'src/users.ts': taking("import { pool } from './db';") };
    const odd = [
      '',
      '[',
      'null',
      '{"name": 5, "exports": [null], "imports": {"#a": 3}}',
      '['.repeat(100_000),
    ];
    for (const text of [
      ...odd,
      `${'{"a":'.repeat(50_000)}`,
      '{"compilerOptions": {"paths": [], "baseUrl": 1}, "extends": "./tsconfig.json"}',
    ]) {
      const manifests = {
        'package.json': text,
        'tsconfig.json': text,
        'go.mod': text,
        'src/tsconfig.json': text,
      };
      assert.deepEqual(await found({ ...manifests, ...files }), kept, text.slice(0, 80));
    }
  });

  it('is nothing without its file, its export, or where the name means something else', async () => {
    const users = taking("import { pool } from './db';");
    assert.deepEqual(await found({ 'src/users.ts': users }), []);
    assert.deepEqual(
      await found({ 'src/db.ts': DB.replace('export ', ''), 'src/users.ts': users }),
      [],
    );
    const shadowed = users.replace('rename(id: string)', 'rename(id: string, pool: Walkers)');
    assert.deepEqual(await found({ 'src/db.ts': DB, 'src/users.ts': shadowed }), []);
    assert.deepEqual(await found({ 'src/db.ts': DB, 'src/users.test.ts': users }), []);
  });
});

describe('an edit of the file that makes a pool', () => {
  const users = taking("import { pool } from './db';");
  const others = { 'src/orders.ts': users, 'src/clock.ts': "import { pool } from './time';\n" };

  async function opened() {
    const files = new Map(Object.entries({ 'src/db.ts': DB, 'src/users.ts': users, ...others }));
    const service = createService(memoryPorts(files));
    await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    let version = 0;
    return {
      service,
      files,
      /** The files that are read for it. */
      async edit(path: string, text: string) {
        const before = new Map(service.counters().parses);
        const uri = uriOf(path);
        version++;
        service.open({ uri, languageId: 'typescript', version, text });
        await service.diagnostics(uri, NEVER_CANCELLED);
        return [...service.counters().parses]
          .filter(([key, count]) => before.get(key) !== count)
          .map(([key]) => key.slice(ROOT.length + 1))
          .sort();
      },
      async rules(path: string) {
        const { items } = await service.diagnostics(uriOf(path), NEVER_CANCELLED);
        return items.map(({ code }) => code);
      },
    };
  }

  it('parses it alone where it exports what it exported', async () => {
    const { edit } = await opened();
    assert.deepEqual(await edit('src/db.ts', DB), []);
    assert.deepEqual(await edit('src/db.ts', `\n// moved\n${DB}`), ['src/db.ts@2']);
    assert.deepEqual(await edit('src/db.ts', DB.replace('max: 5', 'max: 7')), ['src/db.ts@3']);
  });

  it('changes what is said of who takes from it, whose text is not read again', async () => {
    const { edit, rules } = await opened();
    await edit('src/users.ts', users);
    assert.deepEqual(await rules('src/users.ts'), ['pool/client-not-released']);
    const read = await edit('src/db.ts', DB.replace(/pool\b/g, 'main'));
    assert.deepEqual(read, ['src/db.ts@2']);
    assert.deepEqual(await rules('src/users.ts'), []);
    const back = await edit('src/db.ts', DB);
    assert.deepEqual(back, ['src/db.ts@3']);
    assert.deepEqual(await rules('src/users.ts'), ['pool/client-not-released']);
  });

  it('is seen when it goes', async () => {
    const { service, files, rules } = await opened();
    service.open({ uri: uriOf('src/users.ts'), languageId: 'typescript', version: 1, text: users });
    assert.deepEqual(await rules('src/users.ts'), ['pool/client-not-released']);
    files.delete('src/db.ts');
    service.fileChanged(uriOf('src/db.ts'));
    await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    assert.deepEqual(await rules('src/users.ts'), []);
  });
});

it('a name means in each function what it is there', async () => {
  const text = `import pg from 'pg';
import mysql from 'mysql2/promise';
export async function first(pool: pg.Pool, id: string) {
  const client = await pool.connect();
  await client.query('UPDATE users SET seen = true WHERE id = $1', [id]);
}
export async function second(pool: mysql.Pool, id: string) {
  const held = await pool.getConnection();
  await held.query('UPDATE users SET seen = true WHERE id = ?', [id]);
}
export async function third(pool: Walkers) {
  const walker = await pool.connect();
  await walker.walk();
}
`;
  const rules = await found({ 'src/users.ts': text });
  assert.deepEqual(rules, [
    'src/users.ts:4 pool/client-not-released',
    'src/users.ts:8 pool/client-not-released',
  ]);
});

it('a whole package of Java gives the classes that are known of it', async () => {
  const text = `import java.sql.*;
import com.zaxxer.hikari.*;
import java.util.*;
class Users {
  private final HikariDataSource source;
  void seen() throws SQLException {
    Connection connection = source.getConnection();
    connection.prepareStatement("UPDATE users SET seen = true").execute();
  }
}
`;
  assert.deepEqual(await found({ 'src/Users.java': text }), [
    'src/Users.java:7 pool/client-not-released',
  ]);
});

it('the version that a manifest asks for counts as soon as it changes', async () => {
  const manifest = (version: string) => JSON.stringify({ dependencies: { mongodb: version } });
  const text = `import { MongoClient } from 'mongodb';
export const client = new MongoClient('mongodb://db', { poolSize: 20, waitQueueTimeoutMS: 1000 });
`;
  const files = new Map([
    ['src/db.ts', text],
    ['package.json', manifest('^3.7.4')],
  ]);
  const service = createService(memoryPorts(files));
  const rules = async () => {
    const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    return output.files.flatMap(({ findings }) => findings.map(({ rule }) => rule));
  };
  assert.deepEqual(await rules(), []);
  files.set('package.json', manifest('^7.0.0'));
  service.fileChanged(uriOf('package.json'));
  assert.deepEqual(await rules(), ['pool/option-unknown']);
});
