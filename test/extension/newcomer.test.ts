import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type BudgetNode, budgetTree } from '../../src/extension/budgetTree';
import { labelOf, MAX_LABEL } from '../../src/extension/checklistLabels';
import { findingsTree } from '../../src/extension/findingsTree';
import { plain } from '../../src/extension/markdown';
import { ruleItems } from '../../src/extension/ruleItems';
import { createService } from '../../src/service';
import { CHECKLIST } from '../../src/service/checklist-items';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const SHOP = new Map(
  ['headroom.yaml', 'src/db.ts', 'k8s/hpa.yaml', 'k8s/deployment.yaml', 'nginx/nginx.conf'].map(
    (name) => [name, readFileSync(`examples/shop/${name}`, 'utf8')],
  ),
);

describe('what a newcomer met', () => {
  it('hints are listed like everything else', async () => {
    const service = createService(memoryPorts(new Map(SHOP)));
    const review = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    assert.ok(review.output.summary.hint > 0);
    const tree = findingsTree([{ prefix: '', review }], () => undefined, 'severity');
    const hints = tree.find(({ severity }) => severity === 'hint');
    assert.equal(hints?.children.length, review.output.summary.hint);
  });

  it('no words are broken: lines of a hover break at blanks, and nothing is Markdown', () => {
    const shown = plain('12 pods ask `shop` for <b>too</b> *much* [here](x) & there\nand more');
    assert.doesNotMatch(shown, /&nbsp;|\u00a0/);
    assert.match(shown, / ask /);
    assert.match(shown, /\\`shop\\`.*\\<b\\>.*\\\*much\\\*.*\\\[here\\\]\\\(x\\\)/);
    assert.match(shown, / {2}\nand more$/);
    assert.match(plain('1. one'), /^1\\?\\?\. one|^1\\\. one/);
  });

  it('places are relative, in a workspace of several folders too', async () => {
    const files = new Map(
      ['one', 'two'].flatMap((folder) =>
        [...SHOP].map(([path, text]) => [`${folder}/${path}`, text] as const),
      ),
    );
    const service = createService(memoryPorts(files));
    const roots = [uriOf('one'), uriOf('two')];
    const capacities = await Promise.all(roots.map((root) => service.capacity(root)));
    const nodes = budgetTree(capacities, (root) => root.slice(ROOT.length + 1));
    const all = (node: BudgetNode): readonly BudgetNode[] => [node, ...node.children.flatMap(all)];
    const shown = nodes.flatMap(all);
    assert.deepEqual(
      nodes.map(({ label }) => label),
      ['one', 'two'],
    );
    assert.ok(shown.some(({ description }) => description.includes('k8s/hpa.yaml:11')));
    for (const { label, description } of shown) {
      assert.doesNotMatch(`${label} ${description}`, /(?:^|[ ·])\/|file:|project\//);
    }
  });

  it('the rules of this workspace stand first', async () => {
    const service = createService(memoryPorts(new Map(SHOP)));
    const rules = service.rules();
    const [rare, often] = ['nginx/upstream-duplicate-server', 'kubernetes/hpa-behavior-not-set'];
    const { here, others } = ruleItems(
      rules,
      new Map([
        [rare, 1],
        [often, 4],
      ]),
    );
    assert.deepEqual(
      here.map(({ id, places }) => [id, places]),
      [
        [often, 4],
        [rare, 1],
      ],
    );
    assert.equal(here.length + others.length, rules.length);
    assert.deepEqual(
      others.map(({ id }) => id),
      others.map(({ id }) => id).sort(),
    );
  });

  it('an item of the checklist is named so that a narrow view shows it', () => {
    const labels = CHECKLIST.flatMap(({ items }) => items.map(({ id }) => labelOf(id)));
    for (const label of labels) assert.ok(label.length <= MAX_LABEL, label);
    assert.equal(new Set(labels).size, labels.length);
  });

  it('`npm start` opens a file, so that the window is not empty', () => {
    const start = readFileSync('scripts/start.mjs', 'utf8');
    const first = /const FIRST = '([^']+)'/.exec(start)?.[1] ?? '';
    assert.ok(readFileSync(`examples/shop/${first}`, 'utf8').length > 0);
    assert.equal(start.match(/EXAMPLE, FIRST\)/g)?.length, 2, 'on the desktop and in the browser');
  });
});
