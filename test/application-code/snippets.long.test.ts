import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { POOLED, snippetFiles, snippetOf } from '../../scripts/pool-snippets';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { applicationCode } from '../../src/service/languages/application-code';
import type { Library } from '../../src/service/languages/application-code/libraries/library';
import { analysed } from '../support/analysed';
import { memoryPorts, ROOT } from '../support/memory';

/** What an editor leaves to the user: the imports of Go and Java, and the class around a method. */
const AROUND: Readonly<Record<Library['language'], (code: string, module: string) => string>> = {
  javascript: (code) => code,
  python: (code) => code,
  go: (code, module) => `package db\n\nimport "${module}"\n\n${code}`,
  java: (code, module) => `import ${module}.*;\n\nclass Db {\n${code}}\n`,
};

const EXTENSIONS = { javascript: ['ts', 'js', 'tsx'], python: ['py'], go: ['go'], java: ['java'] };

describe('the snippet of each library', () => {
  for (const library of POOLED) {
    const { body, prefix } = snippetOf(library);
    it(`${prefix}: parses, makes one pool of ${library.title}, and nothing is to be said about it`, async () => {
      const code = `${body.join('\n').replace(/\$\{\d+:([^}]*)\}/g, '$1')}\n`;
      const text = AROUND[library.language](code, library.modules[0] ?? '');
      for (const extension of EXTENSIONS[library.language]) {
        const path = `src/db.${extension}`;
        const { model, limits } = await analysed(applicationCode, {
          uri: `file:///${path}`,
          path,
          text,
        });
        assert.deepEqual(limits, [], text);
        assert.equal(model.pools.length, 1, text);
        const [pool] = model.pools;
        assert.equal(pool?.library?.title, library.title);
        assert.deepEqual(
          pool.options.filter(({ option, entry }) => option === null && entry.name === 'NAME'),
          [],
        );
        const written = new Set(pool.options.map(({ option }) => option?.role));
        for (const role of ['max', 'acquireTimeout'] as const) {
          const has = library.options.some((option) => option.role === role);
          assert.ok(!has || written.has(role), `${role} in\n${text}`);
        }
        const service = createService(memoryPorts(new Map([[path, text]])));
        const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
        assert.deepEqual(
          output.files.flatMap(({ findings }) => findings.map(({ message }) => message)),
          [],
        );
      }
    });
  }

  it('is offered by the manifest for every language it is written in', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
    const paths = contributes.snippets.map(({ path }: { path: string }) => path.replace('./', ''));
    assert.deepEqual(new Set(paths), new Set(snippetFiles().keys()));
    for (const path of paths) assert.ok(existsSync(path), path);
    const prefixes = POOLED.map((library) => snippetOf(library).prefix);
    assert.equal(new Set(prefixes).size, prefixes.length);
  });
});
