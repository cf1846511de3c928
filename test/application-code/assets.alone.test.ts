import assert from 'node:assert/strict';
import { it } from 'node:test';
import { applicationCode } from '../../src/service/languages/application-code';
import { nodeAssets } from '../support/memory';

it('says why nothing is analysed when a grammar cannot be loaded, and tries again', async () => {
  const path = 'src/db.ts';
  const text = "import { Pool } from 'pg';\nexport const pool = new Pool({ max: 20 });\n";
  const source = { uri: `file:///${path}`, path, text };
  const broken = {
    load: async (name: string) => {
      throw new Error(`${name} is not there`);
    },
  };
  const without = await applicationCode.analyse(source, broken);
  assert.match(without.limits.join(' '), /typescript grammar cannot be used: .*is not there/);
  assert.deepEqual(without.facts, []);
  const garbled = await applicationCode.analyse(source, {
    load: async (name) => (name === 'tree-sitter.wasm' ? nodeAssets.load(name) : new Uint8Array(8)),
  });
  assert.equal(garbled.limits.length, 1);
  const again = await applicationCode.analyse(source, nodeAssets);
  assert.deepEqual(again.limits, []);
  assert.ok(again.facts.some(({ kind }) => kind === 'pool'));
});
