import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settingText } from '../../src/service/diagrams/system/labels';

describe('a setting of a server on a box', () => {
  for (const [written, shown] of [
    ['512mb', '512 MB'],
    ['512MB', '512 MB'],
    ['2g', '2 GB'],
    ['64k', '64 KB'],
    ['1073741824', '1 GB'],
    ['1000000', '1\u2009000\u2009000 B'],
    ['0', '0'],
    ['75%', '75%'],
    ['${MEMORY}', '${MEMORY}'],
  ] as const) {
    it(`shows ${written} as ${shown}`, () => {
      assert.equal(settingText('maxmemory', written), shown);
    });
  }

  it('leaves what is no size as it is written', () => {
    assert.equal(settingText('maxmemory_policy', 'allkeys-lru'), 'allkeys-lru');
    assert.equal(settingText('port', '6379'), '6379');
  });
});
