import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

type Files = Readonly<Record<string, string>>;

const CLIENT = "import { PrismaClient } from './generated/prisma/client';\n";
const PG = `import { PrismaPg } from '@prisma/adapter-pg';\n${CLIENT}`;
const URL = 'connectionString: process.env.DATABASE_URL';

/** Two containers of Node whose program is one file, beside a PostgreSQL whose address speaks of three connections. */
const node = (server: string, more: Files = {}): Files => ({
  'compose.yaml': `services:
  web:
    build: .
    environment: { DATABASE_URL: 'postgres://app@db:5432/app?connection_limit=3', POOL_MAX: '7' }
    deploy: { replicas: 2 }
  db: { image: 'postgres:16' }
`,
  Dockerfile: 'FROM node:22\nCOPY . .\nCMD ["node", "server.js"]\n',
  'package.json': '{ "name": "web", "dependencies": { "@prisma/client": "7", "pg": "8" } }',
  'server.ts': server,
  ...more,
});

/** What all budgets open at rest; `null` where it cannot be told. */
async function steadyOf(files: Files): Promise<number | null> {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const { budgets, uncounted } = await service.capacity(ROOT);
  assert.equal(budgets.length, 1);
  const [{ steady = 0, missing = [] } = {}] = budgets;
  const open = [...missing.filter(({ factor }) => !/limit/.test(factor)), ...uncounted];
  return open.length > 0 ? null : steady;
}

describe('a client of Prisma over a driver adapter', () => {
  const cases: readonly (readonly [what: string, files: Files, size: number | null])[] = [
    [
      'with a size',
      node(
        `${PG}const adapter = new PrismaPg({ ${URL}, max: 4 });\nexport const prisma = new PrismaClient({ adapter });\n`,
      ),
      8,
    ],
    [
      'within its options, without a size',
      node(`${PG}export const prisma = new PrismaClient({ adapter: new PrismaPg({ ${URL} }) });\n`),
      20,
    ],
    [
      'that is given an address',
      node(
        `${PG}const adapter = new PrismaPg(process.env.DATABASE_URL!);\nexport const prisma = new PrismaClient({ adapter });\n`,
      ),
      20,
    ],
    [
      'whose size a variable says',
      node(
        `${PG}const adapter = new PrismaPg({ ${URL}, max: Number(process.env.POOL_MAX) });\nexport const prisma = new PrismaClient({ adapter });\n`,
      ),
      14,
    ],
    [
      'that is given a pool',
      node(
        `${PG}import { Pool } from 'pg';\nconst pool = new Pool({ ${URL}, max: 6 });\nexport const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });\n`,
      ),
      12,
    ],
    [
      'in a class that extends it',
      node(
        `${PG}export class Database extends PrismaClient {\n  constructor() {\n    const adapter = new PrismaPg({ ${URL}, max: 8 });\n    super({ adapter });\n  }\n}\nexport const database = new Database();\n`,
      ),
      16,
    ],
    [
      'in a service of Nest that extends it',
      node(
        `${PG}import { Injectable } from '@nestjs/common';\n@Injectable()\nexport class Database extends PrismaClient {\n  constructor() {\n    super({ adapter: new PrismaPg({ ${URL}, max: 8 }) });\n  }\n}\n`,
      ),
      16,
    ],
    [
      'in a service of Nest that has two ways to a pool, of which both count',
      node(
        `${PG}import { Injectable } from '@nestjs/common';\nimport { Pool } from 'pg';\n@Injectable()\nexport class Database extends PrismaClient {\n  constructor() {\n    if (process.env.IAM) {\n      const pool = new Pool({ ${URL}, max: 6 });\n      super({ adapter: new PrismaPg(pool) });\n    } else {\n      const pool = new Pool({ ${URL}, max: 6 });\n      super({ adapter: new PrismaPg(pool) });\n    }\n  }\n}\n`,
      ),
      24,
    ],
    [
      'with options of another file',
      node(
        `${PG}import { database } from './config';\nconst adapter = new PrismaPg(database);\nexport const prisma = new PrismaClient({ adapter });\n`,
        { 'config.ts': `export const database = { ${URL}, max: 5 };\n` },
      ),
      10,
    ],
    [
      'of Neon',
      node(
        `import { PrismaNeon } from '@prisma/adapter-neon';\n${CLIENT}const adapter = new PrismaNeon({ ${URL} });\nexport const prisma = new PrismaClient({ adapter });\n`,
      ),
      20,
    ],
    [
      'that is not known',
      node(
        `import { PrismaOther } from './other-adapter';\n${CLIENT}const adapter = new PrismaOther({ ${URL}, max: 4 });\nexport const prisma = new PrismaClient({ adapter });\n`,
      ),
      null,
    ],
  ];
  for (const [what, files, size] of cases) {
    it(`${what}: ${size ?? 'not known'}`, async () => {
      assert.equal(await steadyOf(files), size);
    });
  }
});
