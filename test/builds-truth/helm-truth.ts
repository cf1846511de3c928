import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compareCharts, templated } from './helm';
import { helmProgram } from './kubectl';

const HERE = dirname(fileURLToPath(import.meta.url));
const helm = helmProgram();

describe(helm ? 'charts, against helm' : 'charts, against its output', () => {
  const goldenOf = (id: string) => join(HERE, 'golden', `${id.replaceAll(/[:/@]/g, '-')}.yaml`);
  const results = compareCharts(join(HERE, 'trees/charts'), (id, release) => {
    const golden = goldenOf(id);
    const committed = existsSync(golden) ? readFileSync(golden, 'utf8') : '';
    if (helm === undefined) return { output: committed, why: '' };
    const built = templated(helm, release);
    if (process.env.UPDATE_GOLDEN) writeFileSync(golden, built.output ?? '');
    else assert.equal(built.output, committed, `the committed output of helm for ${id} is another`);
    return built;
  });
  for (const { id, differences, unknown, limits, values } of results) {
    it(`${id}: no value differs, and each is known`, () => {
      assert.deepEqual([differences, unknown, limits], [[], 0, []]);
      assert.ok(values > 0);
    });
  }
});
