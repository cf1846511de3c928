import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createInterning } from '../../src/service/engine/interning';
import { sameData } from '../../src/service/engine/same';

describe('interning', () => {
  it('makes equal data the very same, with all it holds', () => {
    const share = createInterning();
    const one = share({ kind: 'workload', containers: [{ name: 'web', cpu: 1 }] });
    const other = share({ kind: 'job', containers: [{ name: 'web', cpu: 1 }] });
    assert.equal(share({ kind: 'workload', containers: [{ name: 'web', cpu: 1 }] }), one);
    assert.notEqual(other, one);
    assert.equal(other.containers, one.containers);
  });

  it('tells what only looks alike apart', () => {
    const share = createInterning();
    const values = [
      { a: 1 },
      { a: '1' },
      { a: null },
      { a: 'null' },
      { a: undefined },
      {},
      [],
      ['a'],
    ];
    assert.equal(new Set(values.map((value) => share<unknown>(value))).size, values.length);
    assert.notEqual(share<unknown>(['x']), share<unknown>({ 0: 'x' }));
  });

  it('leaves what is not plain as it is', () => {
    const share = createInterning();
    const map = new Map([['a', 1]]);
    const call = () => 1;
    const shared = share({ map, call });
    assert.equal(shared.map, map);
    assert.equal(shared.call, call);
    assert.notEqual(share({ map: new Map([['a', 1]]), call }), shared);
  });

  it('says the same as before, and shares exactly what is the same', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const share = createInterning();
        const [one, other] = [share<unknown>(a), share<unknown>(b)];
        assert.ok(sameData(one, a) && sameData(other, b));
        assert.equal(Object.is(one, other), sameData(a, b));
      }),
    );
  });
});
