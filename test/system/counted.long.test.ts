import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const NODE = {
  'package.json':
    '{ "name": "shop", "scripts": { "start": "node app.js | pino-pretty" }, "dependencies": { "pg": "8" } }',
  'app.js':
    "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL, max: 10 });\n",
  Dockerfile: 'FROM node:22\nCOPY . .\nCMD ["node", "app.js"]\n',
};

const DATABASE = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: postgres, image: 'postgres:16' }] }
---
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { selector: { app: db }, ports: [{ port: 5432 }] }
`;

const pods = (kind: string, strategy: string, env: string) => `apiVersion: apps/v1
kind: ${kind}
metadata: { name: shop }
spec:
  replicas: 4
  strategy: ${strategy}
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec: { containers: [{ name: shop, image: 'registry.test/shop:1', env: [${env}] }] }
`;

const URL = '{ name: DATABASE_URL, value: postgres://u:p@db/shop }';

async function budget(files: Readonly<Record<string, string>>) {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const [first] = (await service.capacity(ROOT)).budgets;
  assert.ok(first);
  const { limit, steady, rollout, missing } = first;
  return [`${limit}: ${steady}, ${rollout.join('-')}`, ...missing.map(({ factor }) => factor)];
}

/** A worker of Celery with two children, each of which makes this pool of asyncpg. */
const keeping = (options: string) => ({
  'compose.yaml': `services:
  worker:
    build: .
    command: celery -A tasks worker --concurrency 2
    environment: { DATABASE_URL: "postgresql://db/shop" }
  db: { image: "postgres:17" }
`,
  Dockerfile: 'FROM python:3.12\nCOPY . .\n',
  'requirements.txt': 'celery\nasyncpg\n',
  'tasks.py': `import os
import asyncpg
from celery import Celery

app = Celery("tasks")
pool = asyncpg.create_pool(os.environ["DATABASE_URL"], ${options})
`,
});

describe('what a budget counts', () => {
  it('is what supervisord starts by the settings that its stage has', async () => {
    const settings = (workers: number) =>
      `[supervisord]\nnodaemon=true\n\n[program:web]\ncommand=gunicorn -w ${workers} app:app\n`;
    const stage = (name: string, file: string) =>
      `FROM base AS ${name}\nCOPY docker/${file} /etc/supervisord.conf\nCMD ["supervisord", "-c", "/etc/supervisord.conf"]\n`;
    const files = {
      'compose.yaml': `services:
  web:
    build: { context: ., target: production }
    environment: { DATABASE_URL: "postgresql://db/shop" }
  db: { image: "postgres:17" }
`,
      Dockerfile: `FROM python:3.12 AS base\nCOPY . .\n${stage('dev', 'supervisord.dev.conf')}${stage('production', 'supervisord.conf')}`,
      'docker/supervisord.conf': settings(6),
      'docker/supervisord.dev.conf': settings(1),
      'requirements.txt': 'flask\nsqlalchemy\ngunicorn\n',
      'app.py': `import os
from flask import Flask
from sqlalchemy import create_engine

engine = create_engine(os.environ["DATABASE_URL"], pool_size=1, max_overflow=0)
app = Flask(__name__)
`,
    };
    assert.deepEqual(await budget(files), ['97: 6, 6-6']);
  });

  it('is what a pool keeps open, where fewer are worked with', async () => {
    const files = keeping('min_size=6, max_size=20');
    assert.deepEqual(await budget(files), ['97: 12, 12-12']);
    const service = createService(memoryPorts(new Map(Object.entries(files))));
    const [
      {
        rows: [row],
      } = { rows: [] },
    ] = (await service.capacity(ROOT)).budgets;
    assert.deepEqual([row?.floor, row?.steady], [12, 12]);
    assert.equal(row?.bound, 'it keeps 6 of 20 open, whatever runs');
    assert.deepEqual(await budget(keeping('min_size=0, max_size=20')), ['97: 2, 2-2']);
  });

  it('is one task on each node of a swarm, however many there are', async () => {
    const stack = (deploy: string) => `services:
  shop:
    image: registry.test/shop:1
    environment: { DATABASE_URL: 'postgres://u:p@db/shop' }
    deploy: ${deploy}
  db: { image: 'postgres:16' }
`;
    assert.deepEqual(await budget({ ...NODE, 'stack.yml': stack('{ mode: global }') }), [
      '97: 0, 0-0',
      'replicas of shop',
    ]);
    assert.deepEqual(await budget({ ...NODE, 'stack.yml': stack('{ replicas: 2 }') }), [
      '97: 20, 20-20',
    ]);
  });

  it('stands twice where an Argo Rollout is blue and green', async () => {
    const rollout = (strategy: string) =>
      budget({
        ...NODE,
        'db.yaml': DATABASE,
        'shop.yaml': pods('Rollout', strategy, URL).replace('apps/v1', 'argoproj.io/v1alpha1'),
      });
    assert.deepEqual(await rollout('{ blueGreen: { activeService: shop } }'), ['97: 40, 80-80']);
    assert.deepEqual(await rollout('{ canary: { maxSurge: 2 } }'), ['97: 40, 60-80']);
  });

  it('is the program, not what reads its lines', async () => {
    const shop = pods('Deployment', '{}', URL);
    const piped = { ...NODE, 'db.yaml': DATABASE, 'shop.yaml': shop };
    for (const command of ['CMD node app.js | tee /var/log/shop', 'CMD ["npm", "start"]']) {
      const files = { ...piped, Dockerfile: `FROM node:22\nCOPY . .\n${command}\n` };
      assert.deepEqual(await budget(files), ['97: 40, 50-80'], command);
    }
  });

  it('is the connection string that a variable puts in place of the file’s', async () => {
    const net = (env: string) =>
      budget({
        'Shop.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
        'appsettings.json':
          '{ "ConnectionStrings": { "Default": "Host=db;Database=shop;Maximum Pool Size=12" } }',
        Dockerfile:
          'FROM mcr.microsoft.com/dotnet/aspnet:9.0\nCOPY . .\nENTRYPOINT ["dotnet","Shop.dll"]\n',
        'db.yaml': DATABASE,
        'shop.yaml': pods('Deployment', '{}', env),
      });
    const set = (text: string) => `{ name: ConnectionStrings__Default, value: '${text}' }`;
    assert.deepEqual(await net(''), ['97: 48, 60-96']);
    assert.deepEqual(await net(set('Host=db;Database=shop;Max Pool Size=25')), [
      '97: 100, 125-200',
    ]);
    assert.deepEqual(await net(set('Host=db;Database=shop')), ['97: 400, 500-800']);
  });

  it('is a pool of another package where a file of the program’s own package leads to it', async () => {
    const site = (manifest: string, file = '') =>
      budget({
        'package.json': '{ "name": "root", "workspaces": ["packages/*"] }',
        'packages/db/package.json': '{ "name": "@x/db", "main": "index.js" }',
        'packages/db/index.js': `${NODE['app.js']}module.exports = {};\n`,
        'packages/db/orders.ts':
          "import './index.js';\nexport interface Order {\n  id: number;\n}\n",
        'packages/api/package.json': '{ "name": "@x/api", "dependencies": { "@x/db": "1.0.0" } }',
        'packages/api/index.js': "require('@x/db');\n",
        'packages/api/Dockerfile': 'FROM node:22\nCOPY . .\nCMD ["node","packages/api/index.js"]\n',
        'packages/site/package.json': manifest,
        'packages/site/index.js': "const express = require('express');\nexpress().listen(3000);\n",
        'packages/site/pages/orders.ts': file,
        'packages/site/Dockerfile':
          'FROM node:22\nCOPY . .\nCMD ["node","packages/site/index.js"]\n',
        'compose.yml': `services:
  api:
    build: { context: ., dockerfile: packages/api/Dockerfile }
    environment: { DATABASE_URL: 'postgres://u:p@db/shop' }
  site:
    build: { context: ., dockerfile: packages/site/Dockerfile }
    environment: { DATABASE_URL: 'postgres://u:p@db/shop' }
  db: { image: 'postgres:16' }
`,
      });
    assert.deepEqual(await site('{ "name": "@x/site" }'), ['97: 10, 10-10']);
    const asks = '{ "name": "@x/site", "devDependencies": { "@x/db": "*" } }';
    assert.deepEqual(await site(asks), ['97: 10, 10-10']);
    for (const file of [
      "import { pool } from '@x/db';\n",
      "import '@x/db';\n",
      "export const load = async () => (await import('@x/db')).pool;\n",
      "export default () => require('@x/db').query('SELECT 1');\n",
      // A name of a type is a value as well unless the other file says that it is none.
      "import { Pool } from '@x/db';\n",
    ])
      assert.deepEqual(await site(asks, file), ['97: 20, 20-20'], file);
    for (const file of [
      "import type { Order } from '@x/db';\n",
      "import { type Order } from '@x/db';\n",
      "// import { pool } from '@x/db';\n",
      "/** @param {import('@x/db').Order} order */\nexport const id = (order) => order.id;\n",
      "let shop: typeof import('@x/db');\n",
      "import { Order } from '@x/db/orders';\n",
    ])
      assert.deepEqual(await site(asks, file), ['97: 10, 10-10'], file);
  });

  it('is linked for certain where a likely image listens to the port of the container', async () => {
    const certainty = async (port: number) => {
      const service = createService(
        memoryPorts(
          new Map(
            Object.entries({
              'services/shop/package.json':
                '{ "name": "storefront", "dependencies": { "pg": "8" } }',
              'services/shop/app.js': NODE['app.js'],
              'services/shop/Dockerfile':
                'FROM node:22\nCOPY . .\nEXPOSE 3000\nCMD ["node", "app.js"]\n',
              'k8s/db.yaml': DATABASE,
              // Of this image nothing is known but that the folder is called like the workload.
              'k8s/shop.yaml': pods('Deployment', '{}', URL).replace(
                "image: 'registry.test/shop:1'",
                `image: 'registry.test/team/backend:1', ports: [{ containerPort: ${port} }]`,
              ),
            }),
          ),
        ),
      );
      const [first] = (await service.capacity(ROOT)).budgets;
      return first?.rows[0]?.certainty;
    };
    assert.equal(await certainty(3000), 'stated');
    assert.equal(await certainty(8080), 'inferred');
  });
});
