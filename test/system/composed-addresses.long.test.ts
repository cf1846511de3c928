import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { hostExpression } from '../../src/service/languages/application-code/settings/address-host';
import { memoryPorts, ROOT } from '../support/memory';

const COMPOSE = `services:
  api:
    build: .
    environment: { DB_HOST: main-db, DB_USER: shop, DB_PASSWORD: secret, DB_NAME: shop }
  main-db: { image: "postgres:16" }
  other-db: { image: "postgres:16" }
`;

async function servers(file: string, text: string) {
  const files = { 'compose.yaml': COMPOSE, Dockerfile: 'FROM scratch\nCOPY . .\n', [file]: text };
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const { budgets } = await service.capacity(ROOT);
  return budgets.filter(({ rows }) => rows.length > 0).map(({ server }) => server);
}

const GO = (address: string) => `package main

import (
	"context"
	"fmt"
	"os"

	"github.com/jackc/pgx/v5/pgxpool"
)

func open(ctx context.Context) (*pgxpool.Pool, error) {
	url := ${address}
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	config.MaxConns = 8
	return pgxpool.NewWithConfig(ctx, config)
}
`;
const NODE = (address: string) => `import pg from 'pg';
export const pool = new pg.Pool({ connectionString: ${address}, max: 5 });
`;
const PYTHON = (address: string) => `import os
from sqlalchemy import create_engine
HOST = os.environ.get("DB_HOST", "localhost")
engine = create_engine(${address}, pool_size=5, max_overflow=0)
`;

describe('an address that code composes leads to its host', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'a format of Go',
      'db.go',
      GO(
        'fmt.Sprintf("postgres://%s:%s@%s:5432/%s", os.Getenv("DB_USER"), os.Getenv("DB_PASSWORD"), os.Getenv("DB_HOST"), os.Getenv("DB_NAME"))',
      ),
    ],
    [
      'keywords of Go',
      'db.go',
      GO('fmt.Sprintf("user=%s host=%s", os.Getenv("DB_USER"), os.Getenv("DB_HOST"))'),
    ],
    [
      'a sum of Go',
      'db.go',
      GO('"postgres://" + os.Getenv("DB_USER") + "@" + os.Getenv("DB_HOST") + ":5432/shop"'),
    ],
    [
      'a template',
      'db.ts',
      NODE(
        '`postgres://${process.env.DB_USER}:${process.env.DB_PASSWORD}@${process.env.DB_HOST}:5432/shop`',
      ),
    ],
    [
      'an f-string',
      'db.py',
      PYTHON(
        "f\"postgresql+psycopg://{os.environ['DB_USER']}:{os.environ['DB_PASSWORD']}@{HOST}:5432/shop\"",
      ),
    ],
    [
      'a format of Python that is given the whole environment',
      'db.py',
      PYTHON('"postgresql://{DB_USER}@{DB_HOST}:5432/shop".format(**os.environ)'),
    ],
    [
      'a format of Python',
      'db.py',
      PYTHON('"postgresql://%s@%s/shop" % (os.environ["DB_USER"], os.environ["DB_HOST"])'),
    ],
  ];
  for (const [name, file, text] of cases) {
    it(name, async () => assert.deepEqual(await servers(file, text), ['main-db']));
  }

  it('is none where a text is whole, or stands in for a variable', () => {
    for (const expression of [
      '"postgresql://app@db:5432/shop"',
      "process.env.DATABASE_URL || 'postgres://localhost/shop'",
      'os.environ.get("DATABASE_URL", "postgresql://app:app@db:5432/shop")',
    ]) {
      assert.equal(hostExpression(expression), undefined, expression);
    }
  });
});

describe('an address of which something is not known', () => {
  it('leads to its host where that is written: nobody commits passwords', async () => {
    const compose = `services:
  web:
    build: .
    environment: { DATABASE_URL: 'postgres://shop:\${DB_PASSWORD}@main-db:5432/shop' }
  main-db: { image: "postgres:16" }
  other-db: { image: "postgres:16" }
`;
    const files = {
      'compose.yaml': compose,
      Dockerfile: 'FROM scratch\nCOPY . .\n',
      'db.ts': NODE('process.env.DATABASE_URL'),
    };
    const service = createService(memoryPorts(new Map(Object.entries(files))));
    const { budgets } = await service.capacity(ROOT);
    const counted = budgets.filter(({ rows }) => rows.length > 0).map(({ server }) => server);
    assert.deepEqual(counted, ['main-db']);
  });

  it('leads to what a property of a settings class puts in the place of the host', async () => {
    const settings = (body: string) => ({
      'compose.yaml': COMPOSE,
      Dockerfile: 'FROM scratch\nCOPY . .\n',
      'settings.py': `from pydantic_settings import BaseSettings

class Settings(BaseSettings):
    db_host: str = "localhost"
    db_user: str = "shop"

    @property
    def dsn(self) -> str:
        return ${body}

settings = Settings()
`,
      'db.py': `from sqlalchemy import create_engine
from settings import settings
engine = create_engine(settings.dsn, pool_size=5, max_overflow=0)
`,
    });
    for (const body of [
      'f"postgresql+asyncpg://{self.db_user}@{self.db_host}:5432/shop"',
      'PostgresDsn.build(scheme="postgresql", username=self.db_user, host=self.db_host, path="shop")',
    ]) {
      const service = createService(memoryPorts(new Map(Object.entries(settings(body)))));
      const { budgets } = await service.capacity(ROOT);
      const counted = budgets.filter(({ rows }) => rows.length > 0).map(({ server }) => server);
      assert.deepEqual(counted, ['main-db'], body);
    }
  });
});
