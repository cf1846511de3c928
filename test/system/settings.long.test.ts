import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const COMPOSE = (environment: string) => `services:
  web:
    build: .
    command: START
    deploy: { replicas: 3 }
    environment:
      DATABASE_URL: postgres://shop@db/shop
${environment}
  db: { image: 'postgres:16' }
`;
const ENGINE = (size: string, imported: string) => `from sqlalchemy import create_engine
${imported}
engine = create_engine(settings.DATABASE_URL, pool_size=${size}, max_overflow=0)
`;
const PG = (imported: string, size: string) => `import { Pool } from 'pg';
${imported}
export const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: ${size} });
`;

async function pool(
  files: Readonly<Record<string, string>>,
  environment = '      POOL_SIZE: 7',
  start = 'uvicorn shop.web:app',
) {
  const all = new Map(
    Object.entries({
      Dockerfile: 'FROM python:3.12\nCOPY . .\n',
      'compose.yaml': COMPOSE(environment).replace('START', start),
      ...files,
    }),
  );
  const { budgets } = await createService(memoryPorts(all)).capacity(ROOT);
  const [budget] = budgets;
  assert.equal(budgets.length, 1);
  assert.equal(budget?.server, 'db');
  return budget?.rows[0]?.pool;
}

describe('the size of a pool that another file says', () => {
  it('is a variable of a module of settings', async () => {
    const settings = `import os
DATABASE_URL = os.environ["DATABASE_URL"]
POOL_SIZE = int(os.environ.get("POOL_SIZE", "5"))
`;
    const files = {
      'shop/__init__.py': '',
      'shop/settings.py': settings,
      'shop/db.py': ENGINE('settings.POOL_SIZE', 'from . import settings'),
    };
    assert.equal((await pool(files))?.value, 7);
    assert.equal((await pool(files))?.at?.path, 'compose.yaml');
    assert.equal((await pool(files, ''))?.value, 5);
  });

  it('is a field of an object of settings, whose variable has its name', async () => {
    const settings = `from pydantic_settings import BaseSettings

class Settings(BaseSettings):
    database_url: str
    pool_size: int = 5

settings = Settings()
`;
    const files = {
      'shop/__init__.py': '',
      'shop/config.py': settings,
      'shop/db.py': `from sqlalchemy.ext.asyncio import create_async_engine
from shop.config import settings

engine = create_async_engine(settings.database_url, pool_size=settings.pool_size, max_overflow=0)
`,
    };
    assert.equal((await pool(files))?.value, 7);
    assert.equal((await pool(files, ''))?.value, 5);
  });

  it('is a member of a configuration of TypeScript, or a constant', async () => {
    const config = `export const config = {
  db: { max: Number(process.env.POOL_SIZE ?? 5) },
};
export const FIXED = 12;
`;
    const files = (size: string) => ({
      'package.json': '{ "name": "shop" }',
      'src/config.ts': config,
      'src/db.ts': PG("import { config, FIXED } from './config';", size),
    });
    const start = 'node dist/main.js';
    assert.equal((await pool(files('config.db.max'), undefined, start))?.value, 7);
    assert.equal((await pool(files('config.db.max'), '', start))?.value, 5);
    assert.equal((await pool(files('FIXED'), undefined, start))?.value, 12);
  });

  it('is what a service of settings is asked for by name', async () => {
    const files = (asked: string, factory: string) => ({
      Dockerfile: 'FROM node:22\nCOPY . .\n',
      'package.json': '{ "name": "shop" }',
      'src/main.ts': "import { Db } from './db';\nexport const main = new Db();\n",
      'src/config.ts': factory,
      'src/db.ts': `import { TypeOrmModule } from '@nestjs/typeorm';
export class Db {
  static module = TypeOrmModule.forRootAsync({
    useFactory: (config) => ({ type: 'postgres', url: config.get('databaseUrl'), poolSize: ${asked} }),
  });
}
`,
    });
    const values =
      "{ databaseUrl: process.env.DATABASE_URL, poolSize: parseInt(process.env.POOL_SIZE ?? '5', 10) }";
    const arrow = `export const settings = (): Settings => (${values});\n`;
    const plain = `export function settings() {\n  return ${values};\n}\n`;
    const start = 'node dist/main.js';
    for (const factory of [arrow, plain, `export default () => (${values});\n`]) {
      const asked = "config.get<number>('poolSize')";
      assert.equal((await pool(files(asked, factory), undefined, start))?.value, 7);
      assert.equal((await pool(files(asked, factory), '', start))?.value, 5);
    }
    const converted = "Number(config.getOrThrow('poolSize'))";
    assert.equal((await pool(files(converted, arrow), undefined, start))?.value, 7);
    const other = "config.get<number>('size')";
    assert.equal((await pool(files(other, arrow), undefined, start))?.value, null);
    const twice = {
      ...files("config.get('poolSize')", arrow),
      'src/env.ts': 'export const others = () => ({ poolSize: Number(process.env.OTHER) });\n',
    };
    assert.equal((await pool(twice, undefined, start))?.value, null);
  });

  it('is a variable of Go with what is taken where it says nothing', async () => {
    const files = (set: string) => ({
      Dockerfile: 'FROM golang:1.23\nCOPY . .\n',
      'go.mod': 'module shop\n',
      'main.go': `package main

import (
	"database/sql"
	"os"
	"strconv"

	"github.com/go-sql-driver/mysql"
)

func main() {
	cfg := mysql.NewConfig()
	cfg.Addr = os.Getenv("DB_ADDR")
	db, err := sql.Open("mysql", cfg.FormatDSN())
	size, err := strconv.Atoi(os.Getenv("POOL_SIZE"))
	${set}
	db.SetMaxOpenConns(size)
}
`,
    });
    const at = (size: string) => `      DB_ADDR: db:5432\n${size}`;
    const fallback = 'if err != nil {\n\t\tsize = 5\n\t}';
    const set = '      POOL_SIZE: 7';
    assert.equal((await pool(files(fallback), at(set), './shop'))?.value, 7);
    assert.equal((await pool(files(fallback), at(''), './shop'))?.value, 5);
    assert.equal(
      (await pool(files('if size == 0 {\n\t\tsize = 6\n\t}'), at(''), './shop'))?.value,
      6,
    );
    // What it is then is not known.
    assert.equal(
      (await pool(files('if debug {\n\t\tsize = 2\n\t}'), at(''), './shop'))?.value,
      null,
    );
  });

  it('is not taken from a default where a file may set it that is not here', async () => {
    const settings =
      'import os\nPOOL_SIZE = int(os.environ.get("POOL_SIZE", "5"))\nDATABASE_URL = os.environ["DATABASE_URL"]\n';
    const files = {
      'shop/__init__.py': '',
      'shop/settings.py': settings,
      'shop/db.py': ENGINE('settings.POOL_SIZE', 'from . import settings'),
    };
    const open = await pool(files, '    env_file: production.env');
    assert.equal(open?.value, null);
  });

  it('is known while the file that says it is edited', async () => {
    const texts = new Map(
      Object.entries({
        Dockerfile: 'FROM python:3.12\nCOPY . .\n',
        'compose.yaml': COMPOSE('').replace('START', 'uvicorn shop.web:app'),
        'shop/__init__.py': '',
        'shop/settings.py': 'import os\nDATABASE_URL = os.environ["DATABASE_URL"]\nPOOL_SIZE = 4\n',
        'shop/db.py': ENGINE('settings.POOL_SIZE', 'from . import settings'),
      }),
    );
    const service = createService(memoryPorts(texts));
    const steady = async () => (await service.capacity(ROOT)).budgets[0]?.steady;
    assert.equal(await steady(), 12);
    texts.set('shop/settings.py', texts.get('shop/settings.py')?.replace('= 4', '= 9') ?? '');
    service.fileChanged(`${ROOT}/shop/settings.py`);
    assert.equal(await steady(), 27);
  });
});
