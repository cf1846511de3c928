import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { isOpenBudget, worstOf } from '../../src/service/contracts/capacity';
import { memoryPorts, ROOT } from '../support/memory';

const SYSTEMS = readdirSync('test/systems', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => join('test/systems', name, 'files'));

function filesIn(root: string): Map<string, string> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** The numbers of a line as they are drawn, without marks and thin spaces. */
function numbersIn(line: string): readonly number[] {
  return (line.replace(/\u2009/g, '').match(/\d+/g) ?? []).map(Number);
}

describe('the figures of a drawing', () => {
  let compared = 0;
  for (const root of ['examples/shop', ...SYSTEMS]) {
    it(`are those of the budget: ${root}`, async () => {
      const service = createService(memoryPorts(filesIn(root)));
      const { budgets } = await service.capacity(ROOT);
      for (const environment of new Set(budgets.map((budget) => budget.environment))) {
        const drawing = await service.systemDrawing(ROOT, { environment, most: 500 });
        assert.ok(drawing);
        for (const budget of budgets.filter((each) => each.environment === environment)) {
          const [low, high] = worstOf(budget);
          const { limit } = budget;
          const counted = low === high ? [high] : [low, high];
          const wanted = isOpenBudget(budget)
            ? [...(low === 0 ? [] : [low]), ...(limit === null ? [] : [limit])]
            : [...counted, ...(limit === null ? [] : [limit])];
          const drawn = drawing.boxes
            .filter(({ kind }) => ['database', 'pooler', 'cache'].includes(kind))
            .map(({ whole }) => numbersIn(whole[1] ?? ''));
          const found = drawn.some((numbers) => String(numbers) === String(wanted));
          assert.ok(found, `${budget.server}: ${wanted}; drawn ${JSON.stringify(drawn)}`);
          compared++;
        }
      }
    });
  }

  it('are compared at all', () => assert.ok(compared > 20, `${compared}`));
});
