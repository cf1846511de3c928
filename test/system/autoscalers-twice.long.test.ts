import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const HPA = (most: number) => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: search }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: search }
  minReplicas: 2
  maxReplicas: ${most}
`;
const POOL = `import { Pool } from 'pg';
export const pool = new Pool({ connectionString: 'postgres://shop@db/shop', max: 10 });
`;

async function rows(files: Readonly<Record<string, string>>) {
  const all = { 'package.json': '{ "name": "shop" }', 'src/db.ts': POOL, ...files };
  const service = createService(memoryPorts(new Map(Object.entries(all))));
  const { budgets } = await service.capacity(ROOT);
  return budgets.flatMap((budget) => budget.rows.map(({ unit, ceiling }) => [unit, ceiling]));
}

describe('an autoscaler that two files say', () => {
  it('of one folder scales one workload, whose size is not known where they differ', async () => {
    assert.deepEqual(await rows({ 'k8s/a.yaml': HPA(6), 'k8s/b.yaml': HPA(6) }), [['search', 60]]);
    const [[unit] = [], ...others] = await rows({ 'k8s/a.yaml': HPA(6), 'k8s/b.yaml': HPA(9) });
    assert.deepEqual([unit, others], ['search', []]);
  });

  it('of two folders scales two', async () => {
    const both = await rows({ 'one/a.yaml': HPA(6), 'two/b.yaml': HPA(6) });
    assert.equal(both.length, 2);
  });
});
