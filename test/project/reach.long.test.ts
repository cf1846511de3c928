import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import type { Rule } from '../../src/service/contracts/rule';
import { RULES } from '../../src/service/rules';
import { broad } from '../support/breadth';
import { inputsOf, parseExamples } from '../support/examples';
import { memoryPorts, ROOT } from '../support/memory';

/** The rules that are run for each build. */
const OF_BUILDS = RULES.filter((rule) => rule.scope === 'project' && rule.reach === 'build');
/** The same, run for an environment as a whole. */
const OF_ENVIRONMENTS = OF_BUILDS.map((rule) => ({ ...rule, reach: 'environment' }) as Rule);

const seen = new Set<string>();

/** What rules find in files, with all that a user sees of it. */
async function found(files: ReadonlyMap<string, string>, rules: readonly Rule[]) {
  const service = createService(memoryPorts(new Map(files)), rules);
  const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  for (const { rule } of output.files.flatMap((file) => file.findings)) seen.add(rule);
  return output.files;
}

/** What is found by builds is what is found in one go. */
async function assertAlike(files: ReadonlyMap<string, string>) {
  assert.deepEqual(await found(files, OF_BUILDS), await found(files, OF_ENVIRONMENTS));
}

function treeOf(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    files
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}

function examplesOf({ id }: Rule) {
  const pages = [`src/service/rules/${id}/README.md`, `src/service/rules/${id}/cases.md`];
  return pages
    .filter((page) => existsSync(page))
    .flatMap((page) => parseExamples(readFileSync(page, 'utf8')));
}

describe('rules that look at one build say the same as if they looked at all', () => {
  for (const rule of OF_BUILDS) {
    it(`${rule.id}: its examples, several times over`, async () => {
      for (const example of examplesOf(rule)) {
        const files = inputsOf(example);
        for (const shape of ['many folders', 'one folder'] as const) {
          await assertAlike(broad(files, 3, shape));
        }
      }
    });
  }

  for (const folder of ['test/systems', 'test/builds-truth/trees']) {
    const names = readdirSync(folder, { withFileTypes: true });
    for (const { name } of names.filter((entry) => entry.isDirectory())) {
      it(`${folder}/${name}`, async () => assertAlike(treeOf(join(folder, name))));
    }
  }

  it('each of them reports something of it', () => {
    assert.deepEqual(
      OF_BUILDS.filter(({ id }) => !seen.has(id)).map(({ id }) => id),
      [],
    );
  });
});
