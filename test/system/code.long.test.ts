import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const pool = (max: number) =>
  `import { Pool } from 'pg';\nexport const pool = new Pool({ max: ${max} });\n`;

const deployment = (name: string, containers: string, replicas = 3) => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: ${replicas}
  strategy: { type: Recreate }
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
${containers}
`;

async function capacity(files: Readonly<Record<string, string>>) {
  return createService(memoryPorts(new Map(Object.entries(files)))).capacity(ROOT);
}

/** `unit: steady` of every row of every budget. */
async function rows(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { budgets } = await capacity(files);
  return budgets.flatMap((budget) => budget.rows.map(({ unit, steady }) => `${unit}: ${steady}`));
}

describe('the code that a workload runs', () => {
  it('is called as Rails calls its application, and as composer calls its package', async () => {
    const database =
      'production:\n  adapter: postgresql\n  pool: 5\n  url: <%= ENV["DATABASE_URL"] %>\n';
    const compose = `services:
  web:
    image: registry.example.test/shop-forum:7
    command: bundle exec sidekiq -c 5
    environment: { DATABASE_URL: 'postgres://shop@db/shop' }
  db:
    image: postgres:16
`;
    const certainty = async (files: Readonly<Record<string, string>>) =>
      (
        await capacity({ 'config/database.yml': database, 'compose.yaml': compose, ...files })
      ).budgets.flatMap((budget) => budget.rows.map((row) => row.certainty));
    const application = (text: string) => ({ 'config/application.rb': text });
    const named = 'module ShopForum\n  class Application < Rails::Application\n  end\nend\n';
    assert.deepEqual(await certainty(application(named)), ['stated']);
    assert.deepEqual(await certainty({ 'composer.json': '{ "name": "acme/shop-forum" }' }), [
      'stated',
    ]);
    const other = 'module ShopForum\n  class Application\n  end\nend\n';
    assert.deepEqual(await certainty(application(other)), ['inferred']);
  });

  it('is not what lies in a folder within it that is built into an image of its own', async () => {
    const files = {
      'package.json': '{ "name": "shop" }',
      Dockerfile: 'FROM node:22\nCOPY package.json .\nCMD ["node", "src/server.js"]\n',
      'src/db.js': pool(10),
      'reports/package.json': '{ "name": "reports" }',
      'reports/db.js': pool(7),
      'k8s/shop.yaml': deployment('shop', '        - { name: shop, image: registry.test/shop:1 }'),
    };
    assert.deepEqual(await rows(files), ['shop: 30', 'shop: 21']);
    const apart = { ...files, 'reports/Dockerfile': 'FROM node:22\nCOPY package.json .\n' };
    assert.deepEqual(await rows(apart), ['shop: 30']);
  });

  it('is what a compose file builds, wherever the Dockerfile lies', async () => {
    const files = {
      'package.json': '{ "name": "shop" }',
      'web/Dockerfile': 'FROM node:22\nCOPY package.json .\nCMD ["node", "web/server.js"]\n',
      'web/package.json': '{ "name": "web" }',
      'web/server.js': "require('./db');\nrequire('../src/db');\n",
      'web/db.js': pool(10),
      'src/db.js': pool(7),
      'docker-compose.yml':
        'services:\n  web:\n    build: { context: ., dockerfile: web/Dockerfile }\n    deploy: { replicas: 2 }\n',
    };
    assert.deepEqual(await rows(files), ['web: 20', 'web: 14']);
  });

  const api = {
    'api/package.json': '{ "name": "api" }',
    'api/Dockerfile': 'FROM node:22\nCOPY package.json .\nCMD ["node", "server.js"]\n',
    'api/db.js': pool(10),
  };
  /** A chart of which no values say the images. */
  const chart = (...workloads: readonly string[]) => ({
    'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'chart/values.yaml': '{}\n',
    'chart/templates/all.yaml': workloads.join('---'),
  });
  const hidden = (name: string) =>
    `        - { name: ${name}, image: "{{ required "set it" .Values.images.${name.replaceAll('-', '')} }}" }`;

  it('is none where a container of an image nobody can read is called like a server', async () => {
    const files = {
      'package.json': '{ "name": "shop" }',
      'src/db.js': pool(10),
      'internal/mysql/pool.js': pool(4),
      ...chart(
        deployment('shop-mysql', hidden('mysql')),
        deployment('opensearch', hidden('opensearch-master')),
      ),
    };
    assert.deepEqual(await rows(files), []);
  });

  it('is not told by place where several things are deployed from there', async () => {
    const code = { 'package.json': '{ "name": "shop" }', 'src/db.js': pool(10) };
    const one = { ...code, ...chart(deployment('web', hidden('web'))) };
    assert.deepEqual(await rows(one), ['web: 30']);
    const two = {
      ...code,
      ...chart(deployment('web', hidden('web')), deployment('mailer', hidden('mailer'))),
    };
    assert.deepEqual(await rows(two), []);
  });

  for (const sidecar of [
    '{ name: cloud-sql-proxy, image: gcr.io/cloudsql-docker/gce-proxy:1.33 }',
    '{ name: cloud-sql-proxy, image: registry.test/tools/csp:2 }',
    '{ name: csql, image: registry.test/tools/proxy:2, command: [/cloud_sql_proxy, "-instances=p:r:main=tcp:5432"] }',
    '{ name: istio-proxy, image: registry.test/mesh/proxyv2:1.22 }',
    '{ name: log-shipper, image: registry.test/logs:3 }',
    '{ name: envoy, image: registry.test/mesh:3 }',
  ]) {
    it(`is of its own container alone beside ${sidecar}`, async () => {
      const files = {
        ...api,
        'api/k8s/api.yaml': deployment(
          'api',
          `        - { name: api, image: registry.test/api:1 }\n        - ${sidecar}`,
        ),
      };
      assert.deepEqual(await rows(files), ['api: 30']);
    });
  }

  it('reaches the server that a proxy beside it is for', async () => {
    const proxy = (name: string) =>
      deployment(
        name,
        `        - name: ${name}
          image: registry.test/api:1
          env: [{ name: DATABASE_URL, value: "postgres://app@127.0.0.1:5432/shop" }]
        - name: cloud-sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11
          args: ["--port=5432", "shop-prod:europe-west1:orders"]`,
      );
    const { budgets } = await capacity({
      ...api,
      'api/db.js':
        "import { Pool } from 'pg';\nexport const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });\n",
      'k8s/all.yaml': `${proxy('api')}---${proxy('admin')}`,
    });
    assert.deepEqual(
      budgets.map(({ server, steady, limit, byDefault }) => ({ server, steady, limit, byDefault })),
      [{ server: 'orders', steady: 60, limit: null, byDefault: null }],
    );
  });

  it('is a program of Java whose package is called like the image, with settings beside it', async () => {
    const { budgets } = await capacity({
      Dockerfile:
        'FROM eclipse-temurin:21\nCOPY build/app.jar .\nCMD ["java", "-jar", "app.jar"]\n',
      'build.gradle': 'plugins { id "java" }\n',
      'src/main/java/com/ledger/Ledger.java':
        'package com.ledger;\nimport org.springframework.web.bind.annotation.*;\n@RestController\nclass Ledger { @GetMapping("/") String all() { return ""; } }\n',
      'src/main/resources/application.yml':
        'spring: { datasource: { url: "jdbc:postgresql://db/ledger", hikari: { maximum-pool-size: 7 } } }\n',
      'deploy/all.yaml': ['web', 'worker']
        .map((name) =>
          deployment(name, `        - { name: ${name}, image: registry.test/ledger:1 }`),
        )
        .join('---'),
    });
    const found = budgets.flatMap(({ rows: all }) =>
      all.map(({ unit, steady, certainty }) => [unit, steady, certainty]),
    );
    assert.deepEqual(found.sort(), [
      ['web', 21, 'stated'],
      ['worker', 21, 'stated'],
    ]);
  });

  it('is none in an image that is built on that of a server', async () => {
    const files = {
      'package.json': '{ "name": "shop" }',
      'db/Dockerfile': 'FROM edoburu/pgbouncer:v1.23\nCOPY pgbouncer.ini /etc/pgbouncer/\n',
      'db/pool.js': pool(10),
      'compose.yml': 'services:\n  db:\n    build: ./db\n    deploy: { replicas: 2 }\n',
    };
    assert.deepEqual(await rows(files), []);
  });
});
