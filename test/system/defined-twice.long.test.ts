import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const api = (replicas: number) => `apiVersion: apps/v1
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
          image: 'registry.example.com/billing:1'
          command: [node, server.js]
          env: [{ name: DATABASE_URL, value: 'postgres://billing@db/billing' }]
`;

const CODE = {
  'server.js':
    "const { Pool } = require('pg');\nmodule.exports = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });\n",
  'package.json': '{ "name": "billing", "dependencies": { "pg": "8" } }\n',
};

async function rows(files: Readonly<Record<string, string>>) {
  const service = createService(memoryPorts(new Map(Object.entries({ ...CODE, ...files }))));
  const { budgets } = await service.capacity(ROOT);
  return budgets.flatMap((budget) =>
    budget.rows.map(({ unit, most, steady }) => [unit, most.value, steady]),
  );
}

describe('a workload that is defined twice', () => {
  it('is there once where both say the same', async () => {
    assert.deepEqual(await rows({ 'k8s/api.yaml': api(3) }), [['api', 3, 30]]);
    assert.deepEqual(await rows({ 'k8s/api.yaml': `${api(3)}---\n${api(3)}` }), [['api', 3, 30]]);
  });

  it('is so many times as nobody knows where they differ', async () => {
    const found = await rows({ 'k8s/api.yaml': `${api(3)}---\n${api(5)}` });
    assert.deepEqual(
      found.map(([unit, most]) => [unit, most]),
      [['api', null]],
    );
  });
});
