import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const compose = (variables: string) => `services:
  web:
    build: .
    environment: { DATABASE_URL: 'postgres://app@db:5432/app'${variables === '' ? '' : `, ${variables}`} }
  db: { image: 'postgres:16' }
`;

const node = (
  source: string,
  variables = "A: '4'",
  more: Readonly<Record<string, string>> = {},
) => ({
  'compose.yaml': compose(variables),
  Dockerfile: 'FROM node:22\nCOPY . .\nCMD ["node", "server.js"]\n',
  'package.json':
    '{ "name": "web", "dependencies": { "pg": "8", "mysql2": "3", "zod": "3", "pg-promise": "11" } }',
  'server.js': source,
  ...more,
});
const pg = (size: string, before = '') =>
  node(
    `import pg from 'pg';\n${before}export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: ${size} });\n`,
  );
const python = (size: string, before = '') => ({
  'compose.yaml': compose("A: '4'"),
  Dockerfile: 'FROM python:3.12\nCOPY . .\nCMD ["python", "main.py"]\n',
  'main.py': `import os\nfrom sqlalchemy import create_engine\n${before}engine = create_engine(os.environ["DATABASE_URL"], ${size})\n`,
});

/** What the only budget opens at rest; `null` where it cannot be told. */
async function steadyOf(files: Readonly<Record<string, string>>): Promise<number | null> {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const { budgets } = await service.capacity(ROOT);
  assert.equal(budgets.length, 1);
  const [{ steady = 0, missing = [] } = {}] = budgets;
  return missing.some(({ factor }) => !/limit/.test(factor)) ? null : steady;
}

describe('the size of a pool that an expression says', () => {
  const cases: readonly (readonly [
    what: string,
    files: Record<string, string>,
    size: number | null,
  ])[] = [
    // A variable alone is the size, converted or with another where it is not set.
    ['a variable', pg('Number(process.env.A)'), 4],
    ['a variable, parsed, or five', pg("parseInt(process.env.A ?? '5', 10)"), 4],
    ['a variable or five', pg('Number(process.env.A) || 5'), 4],
    ['a variable that is taken apart', pg('A', 'const { A } = process.env;\n'), 4],
    ['one that is not set, taken apart', pg('+B', "const { B = '6' } = process.env;\n"), 6],
    ['a variable in Python', python('pool_size=int(os.getenv("A", "5")), max_overflow=0'), 4],
    [
      'options in a dictionary',
      python('**options', 'options = {"pool_size": 3, "max_overflow": 1}\n'),
      4,
    ],
    // What is worked out from it is another number.
    ['twice a variable', pg('Number(process.env.A) * 2'), null],
    ['twice a variable or five', pg('(Number(process.env.A) || 5) * 2'), null],
    ['a part of a variable', pg('Math.floor(Number(process.env.A) / 2)'), null],
    ['one less', pg('Number(process.env.A) - 1'), null],
    ['the larger of two', pg('Math.max(2, Number(process.env.A))'), null],
    ['a choice by a variable', pg("process.env.A === '4' ? 20 : 5"), null],
    [
      'a constant that is worked out',
      pg('size', 'const size = Number(process.env.A) * 2;\n'),
      null,
    ],
    [
      'twice a variable in Python',
      python('pool_size=int(os.environ["A"]) * 2, max_overflow=0'),
      null,
    ],
    ['half of it', python('pool_size=int(os.environ["A"]) // 2, max_overflow=0'), null],
    [
      'a choice in Python',
      python('pool_size=20 if os.getenv("A") == "4" else 5, max_overflow=0'),
      null,
    ],
    [
      'a dictionary that is changed later',
      python(
        '**options',
        'options = {"pool_size": 3, "max_overflow": 1}\noptions["pool_size"] = 30\n',
      ),
      null,
    ],
    [
      'a dictionary that is added to',
      python('**options', 'options = {"pool_size": 3}\noptions.update(extra)\n'),
      null,
    ],
    // A pool that keeps nothing has no size.
    ['no pool', python('poolclass=NullPool', 'from sqlalchemy.pool import NullPool\n'), null],
    [
      'the usual pool',
      python(
        'poolclass=QueuePool, pool_size=3, max_overflow=0',
        'from sqlalchemy.pool import QueuePool\n',
      ),
      3,
    ],
  ];
  for (const [what, files, size] of cases) {
    it(`${what}: ${size ?? 'not known'}`, async () => {
      assert.equal(await steadyOf(files), size);
    });
  }

  it('is its default where an address is all that it is given', async () => {
    const mysql =
      "import mysql from 'mysql2/promise';\nexport const pool = mysql.createPool(process.env.DATABASE_URL);\n";
    assert.equal(await steadyOf(node(mysql)), 10);
    const sized = node(mysql);
    sized['compose.yaml'] = compose("A: '4'").replace('5432/app', '5432/app?connectionLimit=7');
    assert.equal(await steadyOf(sized), 7);
  });

  it('is not known where a call makes the options of an address', async () => {
    const mysql = `import mysql from 'mysql2/promise';
import { optionsFor } from 'company-database';
export const pool = mysql.createPool(optionsFor(process.env.DATABASE_URL));
`;
    assert.equal(await steadyOf(node(mysql)), null);
  });

  it('is found in a schema that is made in two steps', async () => {
    const source = `import pg from 'pg';
import { env } from './env.js';
export const pool = new pg.Pool({ connectionString: env.DATABASE_URL, max: env.DB_POOL });
`;
    const env = `import { z } from 'zod';
const schema = z.object({ DATABASE_URL: z.string(), DB_POOL: z.coerce.number().default(10) });
export const env = schema.parse(process.env);
`;
    assert.equal(await steadyOf(node(source, "DB_POOL: '12'", { 'env.js': env })), 12);
    assert.equal(await steadyOf(node(source, '', { 'env.js': env })), 10);
  });

  it('is that of what pg-promise makes when it is called twice', async () => {
    const source = `const pgp = require('pg-promise')();
const db = pgp({ connectionString: process.env.DATABASE_URL, max: 14 });
module.exports = { db };
`;
    assert.equal(await steadyOf(node(source)), 14);
  });

  it('is counted once where the address of a file of variables says it as well', async () => {
    const files = {
      'compose.yaml':
        'services:\n  web: { build: ., env_file: [app.env] }\n  db: { image: "postgres:16" }\n',
      'app.env': 'DATABASE_URL=postgresql://app@db:5432/app?connection_limit=5\n',
      Dockerfile: 'FROM node:22\nCOPY . .\nCMD ["node", "server.js"]\n',
      'package.json': '{ "name": "web", "dependencies": { "@prisma/client": "5" } }',
      'server.js':
        "const { PrismaClient } = require('@prisma/client');\nconst prisma = new PrismaClient();\n",
      'prisma/schema.prisma':
        'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n',
    };
    assert.equal(await steadyOf(files), 5);
  });
});
