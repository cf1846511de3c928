import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const DOCKERFILE = (copied: string) =>
  `FROM python:3.12\nWORKDIR /app\nCOPY ${copied} /app/\nCMD ["uvicorn", "api.main:app", "--workers", "2"]\n`;
const FILES = {
  'compose.yaml': `services:
  api:
    build: { context: ., dockerfile: api/Dockerfile }
    environment: { DATABASE_URL: "postgres://db/shop" }
  browser:
    build: { context: ., dockerfile: web/Dockerfile }
    environment: { DATABASE_URL: "postgres://db/shop" }
  db:
    image: postgres:17
`,
  'api/Dockerfile': DOCKERFILE('api'),
  'web/Dockerfile': DOCKERFILE('web'),
  'api/main.py': `import os
from sqlmodel import create_engine

engine = create_engine(os.environ["DATABASE_URL"], pool_size=4, max_overflow=0)
`,
};

async function rows(files: Readonly<Record<string, string>>) {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const { budgets } = await service.capacity(ROOT);
  return budgets.flatMap((budget) =>
    budget.rows.map(({ unit, arithmetic }) => `${unit}: ${arithmetic}`),
  );
}

describe('the code of an image', () => {
  it('is what it takes in: a pool beside it in the build context is not opened', async () => {
    assert.deepEqual(await rows(FILES), ['api: 1 container × 2 processes × 4']);
  });

  it('is all of the context where all is taken in', async () => {
    assert.equal((await rows({ ...FILES, 'web/Dockerfile': DOCKERFILE('.') })).length, 2);
  });

  it('is also what is mounted over it', async () => {
    const mounted = FILES['compose.yaml'].replace(
      'web/Dockerfile }',
      'web/Dockerfile }\n    volumes: ["./api:/app/api"]',
    );
    assert.equal((await rows({ ...FILES, 'compose.yaml': mounted })).length, 2);
  });

  it('is that of its own Dockerfile where each package of a repository is built from the root', async () => {
    const code = (size: number) =>
      `import { createPool } from 'mysql2/promise';\nexport const pool = createPool({ host: process.env.DB_HOST, connectionLimit: ${size} });\n`;
    const dockerfile = (name: string, copied: string) =>
      `FROM node:22\nWORKDIR /repo\nCOPY ${copied} ./\nCMD ["node", "apps/${name}/dist/main.js"]\n`;
    const monorepo = (copied: (name: string) => string) => ({
      'compose.yaml': `services:
  api: { build: { context: ., dockerfile: apps/api/Dockerfile }, environment: { DB_HOST: db } }
  chat: { build: { context: ., dockerfile: apps/chat/Dockerfile }, environment: { DB_HOST: db } }
  db: { image: "mysql:8.0" }
`,
      'package.json': '{ "name": "shop", "workspaces": ["apps/*"] }',
      'apps/api/package.json': '{ "name": "@shop/api" }',
      'apps/api/Dockerfile': dockerfile('api', copied('api')),
      'apps/api/src/db.ts': code(20),
      'apps/chat/package.json': '{ "name": "@shop/chat" }',
      'apps/chat/Dockerfile': dockerfile('chat', copied('chat')),
      'apps/chat/src/db.ts': code(5),
    });
    const expected = ['api: 1 container × 1 process × 20', 'chat: 1 container × 1 process × 5'];
    // All is taken in, or a pattern of manifests beside the folder of the package.
    assert.deepEqual((await rows(monorepo(() => '.'))).sort(), expected);
    assert.deepEqual(
      (await rows(monorepo((name) => `package*.json tsconfig.json apps/${name}`))).sort(),
      expected,
    );
  });

  it('is that of its own Dockerfile where programs are folders without packages', async () => {
    const code = (size: number) =>
      `import { Pool } from 'pg';\nexport const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: ${size} });\n`;
    const dockerfile = (name: string, copied: string) =>
      `FROM node:22\nWORKDIR /repo\nCOPY package.json ./\nCOPY ${copied} ./\nRUN npm run build ${name}\nCMD ["node", "dist/main.js"]\n`;
    const monorepo = (mail: string) => ({
      'compose.yaml': `services:
  api: { build: { context: ., dockerfile: apps/api/Dockerfile }, environment: { DATABASE_URL: "postgres://db/shop" } }
  mail: { build: { context: ., dockerfile: apps/mail/Dockerfile }, environment: { DATABASE_URL: "postgres://db/shop" } }
  db: { image: "postgres:17" }
`,
      'package.json': '{ "name": "shop", "dependencies": { "pg": "8" } }',
      'apps/api/Dockerfile': dockerfile('api', 'apps'),
      'apps/api/src/main.ts': code(20),
      'apps/mail/Dockerfile': dockerfile('mail', mail),
      'apps/mail/src/main.ts': code(5),
    });
    assert.deepEqual(await rows(monorepo('apps')), [
      'api: 1 container × 1 process × 20',
      'mail: 1 container × 1 process × 5',
    ]);
    // What an image takes in by name is a part of it.
    assert.equal((await rows(monorepo('apps/api apps/mail'))).length, 3);
  });

  it('is of the program of Go that its Dockerfile builds', async () => {
    const code = (size: number) =>
      `package main\n\nimport (\n\t"database/sql"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc main() {\n\tdb, _ := sql.Open("postgres", os.Getenv("DATABASE_URL"))\n\tdb.SetMaxOpenConns(${size})\n}\n`;
    const dockerfile = (name: string) =>
      `FROM golang:1.24 AS builder\nCOPY . .\nRUN go build -o /out/app ./cmd/${name}\nFROM alpine:3.20\nCOPY --from=builder /out/app /app\nCMD ["/app"]\n`;
    const found = await rows({
      'compose.yaml': `services:
  api: { build: { context: ., dockerfile: api.Dockerfile }, environment: { DATABASE_URL: "postgres://db/shop" } }
  mail: { build: { context: ., dockerfile: mail.Dockerfile }, environment: { DATABASE_URL: "postgres://db/shop" } }
  db: { image: "postgres:17" }
`,
      'go.mod': 'module example.com/shop\n\ngo 1.24\n\nrequire github.com/lib/pq v1.10.9\n',
      'api.Dockerfile': dockerfile('api'),
      'mail.Dockerfile': dockerfile('mail'),
      'cmd/api/main.go': code(20),
      'cmd/mail/main.go': code(5),
    });
    assert.deepEqual(found, [
      'api: 1 container × 1 process × 20',
      'mail: 1 container × 1 process × 5',
    ]);
  });
});
