import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

/** A deployment of an API whose image is named after its package. */
const deployment = (more = '', replicas = 4) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - name: api
          image: 'registry.example.com/billing-api:1'
${more}
`;
const database = (args: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: billing-db }
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: 'postgres:16'${args} }] }
---
apiVersion: v1
kind: Service
metadata: { name: billing-db }
spec: { selector: { app: db } }
`;
const POOL = `import { Pool } from 'pg';
export const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
`;
const URL = `          command: [node, server.js]
          env: [{ name: DATABASE_URL, value: 'postgres://billing@billing-db/billing' }]`;

async function budgets(files: Readonly<Record<string, string>>) {
  const all = new Map(Object.entries({ 'package.json': '{ "name": "billing-api" }', ...files }));
  return (await createService(memoryPorts(all)).capacity(ROOT)).budgets;
}

const CLUSTER = `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: billing-db }
spec:
  instances: 3
  postgresql: { parameters: { max_connections: '150' } }
`;

describe('the budget of a system', () => {
  it('has the limit of the cluster that an operator runs, by its Service or by its Secret', async () => {
    for (const value of [
      "value: 'postgres://billing@billing-db-rw/billing'",
      'valueFrom: { secretKeyRef: { name: billing-db-app, key: uri } }',
    ]) {
      const env = `          command: [node, server.js]
          env: [{ name: DATABASE_URL, ${value} }]`;
      const [budget, ...others] = await budgets({
        'k8s/api.yaml': deployment(env),
        'k8s/db.yaml': CLUSTER,
        'src/db.ts': POOL,
      });
      assert.deepEqual(others, []);
      assert.deepEqual([budget?.server, budget?.limit, budget?.steady], ['billing-db', 147, 40]);
    }
  });

  it('counts what the readers of Aurora have for the writer, should they be lost', async () => {
    const host = (kind: string) => `shop.${kind}-c1a2b3.eu-west-1.rds.amazonaws.com`;
    const env = `          command: [node, server.js]
          env:
            - { name: DATABASE_URL, value: 'postgres://billing@${host('cluster')}/billing' }
            - { name: READ_URL, value: 'postgres://billing@${host('cluster-ro')}/billing' }`;
    const found = await budgets({
      'k8s/api.yaml': deployment(env),
      'src/db.ts': `${POOL}export const reads = new Pool({ connectionString: process.env.READ_URL, max: 6 });\n`,
    });
    // 4 pods × 10, and 4 × 6 more; 8 pods at the most in a rollout.
    assert.deepEqual(
      found.map(({ server, steady, failover }) => [server, steady, failover]),
      [
        [host('cluster'), 40, [64, 104]],
        [host('cluster-ro'), 24, null],
      ],
    );
  });

  it('leaves out what only reads: the Service of the others is no way to the one that writes', async () => {
    const env = `          command: [node, server.js]
          env: [{ name: DATABASE_URL, value: 'postgres://billing@billing-db-ro/billing' }]`;
    const [budget] = await budgets({
      'k8s/api.yaml': deployment(env),
      'k8s/db.yaml': CLUSTER,
      'src/db.ts': POOL,
    });
    assert.equal(budget?.server, 'billing-db (readers)');
  });

  it('is what pods, processes and pools can open at the server their address names', async () => {
    const [budget, ...others] = await budgets({
      'k8s/api.yaml': deployment(URL),
      'k8s/db.yaml': database(', args: [-c, max_connections=60]'),
      'src/db.ts': POOL,
    });
    assert.ok(budget);
    assert.deepEqual(others, []);
    // 4 pods × 1 process × 10 = 40; ⌈25 % of 4⌉ = 1 more in a rollout, at most twice.
    assert.deepEqual(
      [budget.server, budget.limit, budget.limitOrigin, budget.arithmetic],
      ['billing-db', 57, 'declared', '60 − 3'],
    );
    assert.deepEqual([budget.floor, budget.steady, budget.rollout], [0, 40, [50, 80]]);
    assert.deepEqual(budget.missing, []);
    assert.equal(budget.rows[0]?.certainty, 'stated');
  });

  it('has no limit where a settings file decides that is not here', async () => {
    const [budget] = await budgets({
      'k8s/api.yaml': deployment(URL),
      'k8s/db.yaml': database(', args: [-c, config_file=/etc/postgresql.conf]'),
      'src/db.ts': POOL,
    });
    assert.equal(budget?.limit, null);
    assert.deepEqual(
      budget?.missing.map(({ factor }) => factor),
      ['the limit'],
    );
  });

  it('takes the size from the ConfigMap, and no default where a source is not here', async () => {
    const code = POOL.replace('max: 10', 'max: Number(process.env.POOL ?? 5)');
    const from = (name: string) => `${URL}
          envFrom: [{ configMapRef: { name: ${name} } }]`;
    const map = `apiVersion: v1
kind: ConfigMap
metadata: { name: api }
data: { POOL: "40" }
`;
    const files = { 'k8s/db.yaml': database(''), 'k8s/map.yaml': map, 'src/db.ts': code };
    const [set] = await budgets({ ...files, 'k8s/api.yaml': deployment(from('api')) });
    assert.equal(set?.steady, 160);
    const [unset] = await budgets({ ...files, 'k8s/api.yaml': deployment(from('other')) });
    assert.equal(unset?.steady, 0, 'a lower bound, not the default of 5');
    assert.match(unset?.missing[0]?.why ?? '', /ConfigMap other/);
  });

  it('is bounded by what a process works on', async () => {
    const python = `from sqlalchemy import create_engine
engine = create_engine("postgresql://billing@billing-db/billing", pool_size=10, max_overflow=5)
`;
    const steady = async (command: string) =>
      (
        await budgets({
          'k8s/api.yaml': deployment(`          command: [${command}]`),
          'k8s/db.yaml': database(''),
          'app/db.py': python,
        })
      )[0]?.rows[0]?.steady;
    assert.equal(await steady("gunicorn, -w, '3', 'app:web'"), 4 * 3 * 1);
    assert.equal(await steady("gunicorn, -w, '3', --threads, '4', 'app:web'"), 4 * 3 * 4);
    assert.equal(await steady("uvicorn, --workers, '2', 'app:web'"), 4 * 2 * 15);
    assert.equal(await steady("celery, -A, app, worker, -c, '8'"), 4 * 8 * 1);
    assert.equal(await steady("celery, -A, app, worker, -P, threads, -c, '8'"), 4 * 8);
    assert.equal(await steady('celery, -A, app, beat'), 0);
  });

  it('multiplies nothing where several workloads can run the code', async () => {
    const other = deployment(URL)
      .replaceAll('name: api', 'name: jobs')
      .replace('billing-api:1', 'jobs:1');
    const found = await budgets({
      'package.json': '{}',
      'k8s/api.yaml': deployment(URL),
      'k8s/jobs.yaml': other,
      'k8s/db.yaml': database(''),
      'src/db.ts': POOL,
    });
    assert.deepEqual(found, []);
  });
});

describe('a compose file', () => {
  it('is filled in from its .env, through the entry script to the pool', async () => {
    const found = await budgets({
      'package.json': '{}',
      '.env': 'COPIES=3\n',
      'compose.yaml': `x-env: &env
  DATABASE_URL: postgres://app@db/app
services:
  web:
    image: registry.example.com/app:\${TAG:-stable}
    command: ./bin/start.sh
    environment: { <<: *env, THREADS: "\${THREADS:-6}" }
    deploy: { replicas: "\${COPIES:-1}" }
  db:
    image: postgres:16
    command: postgres -c 'max_connections=80'
`,
      'bin/start.sh': '#!/bin/sh\nset -e\nexec gunicorn -w 2 --threads "${THREADS}" app.web:app\n',
      'app/db.py':
        'from sqlalchemy import create_engine\nengine = create_engine("postgresql://app@db/app", pool_size=10, max_overflow=5)\n',
    });
    const [budget] = found;
    assert.deepEqual([budget?.server, budget?.limit, budget?.arithmetic], ['db', 77, '80 − 3']);
    // 3 containers × 2 workers × 6 threads, each of 15 in its pool; compose recreates.
    assert.deepEqual([budget?.steady, budget?.rollout, budget?.ceiling], [36, [36, 36], 90]);
    assert.equal(budget?.rows[0]?.most.at?.path, '.env');
    assert.equal(budget?.rows[0]?.certainty, 'stated');
    assert.equal(budget?.rows[0]?.bound, '6 gunicorn --threads use 6 of 15');
  });
});
