import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Keep, WorkloadNode } from '../../src/service/contracts/system';
import { workloadsWhere } from '../../src/service/system/workload-tests';

const keep: Keep = (_name, compute) => compute;
const nodes = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `${at}`, name: `${at}` }) as WorkloadNode);
const EVEN = { name: 'is even', holds: ({ name }: WorkloadNode) => Number(name) % 2 === 0 };

it('workloads of which a test holds are found in their order, however many there are', () => {
  for (const count of [0, 1, 255, 256, 257, 512, 1000]) {
    const all = nodes(count);
    assert.deepEqual(workloadsWhere(() => all, keep)(EVEN), all.filter(EVEN.holds));
  }
});

it('two tests of one name are an error, for one would be answered for the other', () => {
  const where = workloadsWhere(() => nodes(3), keep);
  where({ name: 'has a name twice', holds: () => true });
  assert.throws(() => where({ name: 'has a name twice', holds: () => false }), /has a name twice/);
});
