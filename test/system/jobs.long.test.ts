import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const pod = (command: string, pad: string) =>
  `${pad}containers:\n${pad}  - { name: shop, image: 'registry.test/shop:1', command: [${command}], env: [{ name: DB_HOST, value: db }] }\n`;
const web = (command: string) => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 4
  strategy: { type: Recreate }
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
${pod(command, '      ')}`;
const cron = (command: string, more = 'concurrencyPolicy: Forbid', job = '') => `---
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec:
  schedule: '*/10 * * * *'
  ${more}
  jobTemplate:
    spec:
      ${job}
      template:
        spec:
          restartPolicy: Never
${pod(command, '          ')}`;

const DJANGO = {
  Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\n',
  'requirements.txt': 'django\n',
  'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
  'shop/settings.py':
    "import os\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': os.environ['DB_HOST'], 'NAME': 'shop'}}\n",
};
const NODE = {
  Dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\n',
  'package.json': '{ "name": "shop" }',
  'db.js':
    "const { Pool } = require('pg');\nexports.pool = new Pool({ host: process.env.DB_HOST, max: 10 });\n",
  'web.js': "require('./db').pool.query('SELECT 1');\n",
  'report.js': "require('./db').pool.query('SELECT 1');\n",
};
const LIMIT =
  'root: true\ndatabases:\n  - { name: db, engine: postgres, maxConnections: 100, server: db }\n';

async function budget(files: Readonly<Record<string, string>>, ...manifests: readonly string[]) {
  const all = { 'headroom.yaml': LIMIT, ...files, 'k8s/all.yaml': manifests.join('') };
  const { budgets } = await createService(memoryPorts(new Map(Object.entries(all)))).capacity(ROOT);
  return budgets.map(({ rows, missing }) => [
    ...rows.map(({ unit, steady }) => `${unit} ${steady}`),
    ...missing.map(({ factor }) => factor),
  ]);
}

describe('the connections of a CronJob', () => {
  const gunicorn = web("gunicorn, '-w', '2', 'shop.wsgi'");
  it('are one for a command of Django; a migration that runs once is over when all is deployed', async () => {
    assert.deepEqual(await budget(DJANGO, gunicorn, cron('python, manage.py, send_mails')), [
      ['web 8', 'nightly 1'],
    ]);
    const migrate = `---
apiVersion: batch/v1
kind: Job
metadata: { name: nightly }
spec:
  template:
    spec:
      restartPolicy: Never
${pod('python, manage.py, migrate', '      ')}`;
    assert.deepEqual(await budget(DJANGO, gunicorn, migrate), [['web 8']]);
  });

  it('are the whole pool of a script of Node, times its pods', async () => {
    const job = cron('node, report.js', 'concurrencyPolicy: Forbid', 'parallelism: 3');
    assert.deepEqual(await budget(NODE, web('node, web.js'), job), [['web 40', 'nightly 30']]);
  });

  it('are none of a tool, nor while it is suspended', async () => {
    for (const job of [
      cron("curl, 'http://web/report'"),
      cron('node, report.js', 'suspend: true'),
    ]) {
      const [rows] = await budget(NODE, web('node, web.js'), job);
      assert.deepEqual(
        rows?.filter((row) => !row.endsWith(' 0')),
        ['web 40'],
        job,
      );
    }
  });

  it('are not all there is where a run may meet the one before it', async () => {
    const runs = async (more: string, job = '') =>
      (await budget(NODE, web('node, web.js'), cron('node, report.js', more, job)))[0]?.slice(2);
    assert.deepEqual(await runs(''), ['runs of nightly at once']);
    assert.deepEqual(await runs('concurrencyPolicy: Replace'), []);
    assert.deepEqual(await runs('', 'activeDeadlineSeconds: 300'), []);
  });

  it('are those of nobody in sight where its image is another, and it has the address', async () => {
    const job = cron('python, manage.py, bill').replace(
      'registry.test/shop',
      'registry.test/bills',
    );
    assert.deepEqual(await budget(NODE, web('node, web.js'), job), [
      ['web 40', 'connections of nightly'],
    ]);
  });
});
