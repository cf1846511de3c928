import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exponent, median, table, times } from '../../bench/measure';
import { manifestsOf, nginxOf, serverOf, templateOf } from '../../bench/samples';
import { review } from '../../bench/service';
import { reviewFiles } from '../support/examples';

describe('the bench', () => {
  it('tells linear from quadratic', () => {
    const sizes = [1000, 5000, 20_000];
    assert.equal(exponent(sizes.map((size) => [size, size / 50])).toFixed(3), '1.000');
    assert.equal(exponent(sizes.map((size) => [size, size * size])).toFixed(3), '2.000');
  });

  it('takes the median of calls after as many that warm up', async () => {
    const runs: number[] = [];
    assert.ok((await median(3, (run) => runs.push(run))) >= 0);
    assert.deepEqual(runs, [0, 1, 2, 3, 4, 5]);
  });

  it('prints aligned columns', () => {
    assert.equal(
      table([
        ['a', '1 ms', ''],
        ['bcd', '10 ms', times(3, 2)],
      ]),
      `${'a'.padEnd(44)}      1 ms\n${'bcd'.padEnd(44)}     10 ms  1.5 ×`,
    );
  });

  it('measures texts that are what they look like: recognised, and without errors', async () => {
    const samples = {
      'nginx.conf': nginxOf(500),
      'shop.yaml': manifestsOf(24),
      'stack.json': templateOf(4),
      'server.ts': serverOf(200),
    };
    for (const [path, text] of Object.entries(samples)) {
      const reviewed = await reviewFiles(new Map([[path, text]]), 'headroom/syntax');
      assert.deepEqual(reviewed.lines, [], path);
      await review(path, text);
    }
    assert.equal(manifestsOf(24).split('---\n').length, 24);
    assert.ok(Math.abs(nginxOf(500).split('\n').length - 500) < 25);
  });
});
