import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import { treeSitterAnew } from '../../scripts/tree-sitter-plugin.mjs';
import type * as treeSitter from '../../src/service/languages/shared/tree-sitter';
import type * as limits from '../../src/service/text/limits';
import { nodeAssets } from '../support/memory';

/** What is bundled, as the build does it. */
type Bundle = Pick<typeof treeSitter, 'loadGrammar' | 'withParser'> &
  Pick<typeof limits, 'LimitError'>;

describe('a WebAssembly runtime that aborts', () => {
  let folder = '';
  let bundle: Bundle;
  const loaded: string[] = [];
  const assets = {
    load: (name: string) => {
      loaded.push(name);
      return nodeAssets.load(name);
    },
  };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'headroom-runtime-'));
    await build({
      stdin: {
        contents:
          "export { loadGrammar, withParser } from './src/service/languages/shared/tree-sitter';\nexport { LimitError } from './src/service/text/limits';\n",
        resolveDir: '.',
      },
      outfile: join(folder, 'bundle.cjs'),
      bundle: true,
      platform: 'node',
      plugins: [treeSitterAnew],
    });
    bundle = createRequire(import.meta.url)(join(folder, 'bundle.cjs'));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  async function parsed() {
    await bundle.loadGrammar('python', assets);
    return bundle.withParser('python', (parser) => {
      const tree = parser.parse('pool = 1\n');
      return { parser, type: tree?.rootNode.type };
    });
  }

  it('is replaced: the next text is read by a fresh one', async () => {
    const first = await parsed();
    assert.equal(first.type, 'module');
    assert.equal((await parsed()).parser, first.parser);
    const abort = () =>
      bundle.withParser('python', (parser) => {
        // What the runtime remembers of it is gone, as after an abort.
        parser.delete();
        throw Object.assign(new Error('Aborted()'), { name: 'RuntimeError' });
      });
    assert.throws(abort, /Aborted/);
    const next = await parsed();
    assert.equal(next.type, 'module');
    assert.notEqual(next.parser, first.parser);
    assert.equal(loaded.filter((name) => name === 'tree-sitter.wasm').length, 2);
  });

  it('a text that is over a limit costs no runtime', async () => {
    const { parser } = await parsed();
    const over = () =>
      bundle.withParser('python', () => {
        throw new bundle.LimitError('too deep');
      });
    assert.throws(over, /too deep/);
    assert.equal((await parsed()).parser, parser);
  });
});
