import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const deployment = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }}-${name} }
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: ${name}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          command: [node, ${name}.js]
          env: [{ name: DATABASE_URL, value: "postgres://shop:{{ .Values.password }}@db.internal/shop" }]
`;

const FILES = {
  'headroom.yaml':
    'root: true\ndatabases: [{ name: shop, engine: postgres, server: db.internal, maxConnections: 500 }]\n',
  'deploy/shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
  'deploy/shop/values.yaml': 'image: { repository: shop, tag: latest }\nreplicas: 2\npassword: x\n',
  'deploy/shop/values-production.yaml': 'replicas: 8\n',
  'deploy/shop/templates/web.yaml': deployment('web'),
  'deploy/shop/templates/worker.yaml': deployment('worker'),
  Dockerfile: 'FROM node:20\nWORKDIR /app\nCOPY . .\nCMD ["node", "web.js"]\n',
  'package.json': '{ "name": "shop", "dependencies": { "pg": "8.11.0" } }',
  'web.js': `const { Pool } = require('pg');
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
require('http').createServer(async (_, response) => {
  await pool.query('select 1');
  response.end();
}).listen(8080);
`,
  'worker.js': `const { Pool } = require('pg');
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 3 });
setInterval(() => pool.query('select 1'), 1000);
`,
};

/** The units of the budget of production, what each can open, and whether its code is stated. */
async function rowsOf(set: string) {
  const script = `helm upgrade --install shop ./deploy/shop -f deploy/shop/values-production.yaml ${set}\n`;
  const files = { ...FILES, 'bin/deploy.sh': `#!/bin/sh\n${script}` };
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const { budgets } = await service.capacity(ROOT);
  return budgets
    .filter(({ environment }) => environment === 'production')
    .flatMap(({ rows }) => rows.map(({ unit, ceiling }) => `${unit} ${ceiling}`));
}

describe('the image of a release', () => {
  const both = ['shop-web 80', 'shop-worker 24'];

  it('leads to its code, and each program opens what its own file makes', async () => {
    assert.deepEqual(await rowsOf(''), both);
  });

  it('is known by its repository where a command line gives the tag', async () => {
    assert.deepEqual(await rowsOf('--set image.tag="$SHA"'), both);
  });

  it('is taken for that of the code around the chart where nobody says its name', async () => {
    assert.deepEqual(await rowsOf('--set image.repository="$ECR" --set image.tag="$SHA"'), both);
  });
});
