import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Language } from '../../src/service/contracts/language';
import { applicationCode } from '../../src/service/languages/application-code';
import { loadGrammarsOf } from '../../src/service/languages/registry';
import { nodeAssets } from '../support/memory';

it('says why nothing is analysed when a grammar cannot be loaded, and tries again', async () => {
  const path = 'src/db.ts';
  const text = "import { Pool } from 'pg';\nexport const pool = new Pool({ max: 20 });\n";
  const language = applicationCode as Language;
  const source = { uri: `file:///${path}`, path, text };
  const broken = {
    load: async (name: string) => {
      throw new Error(`${name} is not there`);
    },
  };
  await loadGrammarsOf(language, source, broken);
  const without = language.analyse(source);
  assert.match(without.limits.join(' '), /typescript grammar cannot be used: .*is not there/);
  assert.deepEqual(without.facts, []);
  await loadGrammarsOf(language, source, {
    load: async (name) => (name === 'tree-sitter.wasm' ? nodeAssets.load(name) : new Uint8Array(8)),
  });
  const garbled = language.analyse(source);
  assert.equal(garbled.limits.length, 1);
  await loadGrammarsOf(language, source, nodeAssets);
  const again = language.analyse(source);
  assert.deepEqual(again.limits, []);
  assert.ok(again.facts.some(({ kind }) => kind === 'pool'));
});
