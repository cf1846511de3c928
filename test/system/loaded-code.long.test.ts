import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const service = (name: string, command: string) => `  ${name}:
    build: .
    command: ${command}
    environment: { DATABASE_URL: 'postgres://shop@db/shop' }
`;
const DB = `  db:
    image: postgres:16
    command: postgres -c max_connections=200
`;

async function rows(files: Readonly<Record<string, string>>) {
  const all = new Map(Object.entries({ Dockerfile: 'FROM scratch\nCOPY . .\n', ...files }));
  const { budgets, uncounted } = await createService(memoryPorts(all)).capacity(ROOT);
  return {
    rows: budgets.flatMap((budget) =>
      budget.rows.map(({ unit, pool, steady }) => `${unit} ${pool.at?.path} ${steady}`),
    ),
    uncounted: uncounted.map(({ at, why }) => `${at.path} ${why}`),
  };
}

const PYTHON = {
  'shop/__init__.py': '',
  'shop/db.py': `import os
from sqlalchemy import create_engine
engine = create_engine(os.environ["DATABASE_URL"], pool_size=7, max_overflow=0)
`,
  'shop/web.py': 'from flask import Flask\nfrom .db import engine\napp = Flask(__name__)\n',
  'shop/tasks.py': `import os
from celery import Celery
from sqlalchemy import create_engine
app = Celery("shop", broker="redis://redis")
engine = create_engine(os.environ["DATABASE_URL"], pool_size=3, max_overflow=0)
`,
};

describe('the pools of a process', () => {
  it('are those of the files that its program loads', async () => {
    const found = await rows({
      ...PYTHON,
      'compose.yaml': `services:\n${service('web', 'gunicorn -w 2 -k gevent shop.web:app')}${service('worker', 'celery -A shop.tasks worker -c 4')}${DB}`,
    });
    assert.deepEqual(found.rows, ['web shop/db.py 14', 'worker shop/tasks.py 4']);
    assert.deepEqual(found.uncounted, []);
  });

  it('are those of the tasks that an application of Celery is told to load, for its worker alone', async () => {
    const found = await rows({
      ...PYTHON,
      'shop/queue.py':
        'from celery import Celery\napp = Celery("shop", broker="redis://redis", include=["shop.jobs"])\n',
      'shop/jobs.py': 'from .queue import app\nfrom .tasks import engine\n',
      'shop/web.py':
        'from flask import Flask\nfrom .db import engine\nfrom .queue import app as queue\napp = Flask(__name__)\n',
      'compose.yaml': `services:\n${service('web', 'gunicorn -w 2 -k gevent shop.web:app')}${service('worker', 'celery -A shop.queue worker -c 4')}${DB}`,
    });
    assert.deepEqual(found.rows, ['web shop/db.py 14', 'worker shop/tasks.py 4']);
  });

  it('are not those that only tasks ask, in a program that hands tasks on', async () => {
    const tasks = (more: string) => `import os
from celery import Celery
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker
app = Celery("shop", broker="redis://redis")
engine = create_engine(os.environ["DATABASE_URL"], pool_size=3, max_overflow=0)
Session = sessionmaker(bind=engine)

@app.task(bind=True)
def bill(self):
    with Session() as db:
        db.execute("SELECT 1")
${more}`;
    const files = (more: string) => ({
      ...PYTHON,
      'shop/tasks.py': tasks(more),
      'shop/web.py':
        'from flask import Flask\nfrom .db import engine\nfrom .tasks import bill\napp = Flask(__name__)\n',
      'compose.yaml': `services:\n${service('web', 'gunicorn -w 2 -k gevent shop.web:app')}${service('worker', 'celery -A shop.tasks worker -c 4')}${DB}`,
    });
    const worker = 'worker shop/tasks.py 4';
    assert.deepEqual((await rows(files(''))).rows, ['web shop/db.py 14', worker]);
    const asked = '\ndef bills():\n    return Session().execute("SELECT 2")\n';
    const both = ['web shop/db.py 14', 'web shop/tasks.py 6', worker];
    assert.deepEqual((await rows(files(asked))).rows, both);
  });

  it('are those of the package of a workspace whose script it runs', async () => {
    const pool =
      "const { Pool } = require('pg');\nmodule.exports = new Pool({ connectionString: process.env.DATABASE_URL, max: 6 });\n";
    const files = (script: string) => ({
      'package.json': JSON.stringify({
        name: 'shop',
        workspaces: ['packages/*'],
        scripts: { client: script, server: 'yarn workspace @shop/server start' },
      }),
      'packages/server/package.json':
        '{ "name": "@shop/server", "dependencies": { "@shop/db": "*" }, "scripts": { "start": "nodemon" } }',
      'packages/db/package.json': '{ "name": "@shop/db" }',
      'packages/db/index.js': pool,
      'packages/client/package.json': '{ "name": "client", "scripts": { "serve": "vite" } }',
      'compose.yaml': `services:\n${service('web', 'yarn client')}${service('api', 'yarn run server')}${DB}`,
    });
    for (const script of [
      'yarn workspace client serve',
      'npm run serve -w client',
      'npm --prefix packages/client run serve',
      'cd packages/client && yarn serve',
    ])
      assert.deepEqual((await rows(files(script))).rows, ['api packages/db/index.js 6'], script);
    const unknown = ['web packages/db/index.js 6', 'api packages/db/index.js 6'];
    assert.deepEqual(
      (await rows(files('yarn workspace elsewhere serve'))).rows.sort(),
      unknown.sort(),
    );
  });

  it('may be any, where what a program loads holds none: it loads files another way', async () => {
    const found = await rows({
      ...PYTHON,
      'shop/run.py': 'import importlib\nimportlib.import_module("shop.web")\n',
      'compose.yaml': `services:\n${service('web', 'gunicorn -w 2 -k gevent shop.run:app')}${DB}`,
    });
    assert.deepEqual(found.rows, ['web shop/db.py 14', 'web shop/tasks.py 6']);
  });

  it('that no program loads are said to be left out', async () => {
    const found = await rows({
      ...PYTHON,
      'compose.yaml': `services:\n${service('web', 'gunicorn -w 2 -k gevent shop.web:app')}${DB}`,
    });
    assert.deepEqual(found.rows, ['web shop/db.py 14']);
    assert.deepEqual(found.uncounted, ['shop/tasks.py no program that runs loads its file']);
  });

  it('are found through the folder that a file is compiled from', async () => {
    const pool = (max: number) =>
      `import { Pool } from 'pg';\nexport const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: ${max} });\n`;
    const found = await rows({
      'package.json': '{ "name": "shop" }',
      'src/db.ts': pool(5),
      'src/server.ts': "import { pool } from './db.js';\npool.query('SELECT 1');\n",
      'src/jobs/db.ts': pool(2),
      'src/jobs/main.ts': "import { pool } from './db.js';\npool.query('SELECT 1');\n",
      'compose.yaml': `services:\n${service('web', 'node dist/server.js')}${service('jobs', 'node dist/jobs/main.js')}${DB}`,
    });
    assert.deepEqual(found.rows, ['web src/db.ts 5', 'jobs src/jobs/db.ts 2']);
  });

  it('are found by the name of a program of Go', async () => {
    const main = (path: string) =>
      `package main\n\nimport "example.test/shop/${path}"\n\nfunc main() { store.Open() }\n`;
    const store = (max: number) => `package store

import (
	"context"
	"os"

	"github.com/jackc/pgx/v5/pgxpool"
)

func Open() (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(os.Getenv("DATABASE_URL"))
	if err != nil {
		return nil, err
	}
	config.MaxConns = ${max}
	return pgxpool.NewWithConfig(context.Background(), config)
}
`;
    const found = await rows({
      'go.mod': 'module example.test/shop\n\ngo 1.23\n',
      'cmd/api/main.go': main('internal/store'),
      'cmd/rollup/main.go': main('internal/rollup/store'),
      'internal/store/store.go': store(8),
      'internal/rollup/store/store.go': store(2),
      'compose.yaml': `services:\n${service('api', '/bin/api')}${service('rollup', '/bin/rollup')}${DB}`,
    });
    assert.deepEqual(found.rows, [
      'api internal/store/store.go 8',
      'rollup internal/rollup/store/store.go 2',
    ]);
  });
});
