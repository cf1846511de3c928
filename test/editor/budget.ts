import * as assert from 'node:assert';
import * as vscode from 'vscode';
import type { HeadroomApi } from '../../src/extension/activate';
import type { BudgetNode } from '../../src/extension/budgetTree';
import { type Scratch, scratch, show } from './support';

const POOL = "import { Pool } from 'pg';\nexport const pool = new Pool({ max: 5 });\n";

describe('Headroom in VS Code: the connection budget', () => {
  let project: Scratch;

  before(async () => {
    project = await scratch('budget');
  });

  after(() => project.remove());

  it('opens from the palette and shows what asks the database, and where from', async () => {
    await vscode.commands.executeCommand('headroom.showBudget');
    const { budget } = await api();
    const shop = (await budget.nodes()).flatMap(flat).find(({ label }) => label === 'shop');
    assert.ok(/^[\d–]+ of 92 connections/.test(shop?.description ?? ''), shop?.description);
    const figures = [shop].flatMap((node) => (node ? flat(node) : []));
    const pool = figures.find(({ label }) => label === '10 connections a process');
    assert.equal(pool?.place?.path, 'src/db.ts');
    assert.equal(budget.message(), '');
  });

  it('follows an edit', async () => {
    const { budget } = await api();
    const uri = await project.write('db.ts', POOL);
    const document = await show(uri);
    await listed(budget, 'db.ts:2');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), '\n\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await listed(budget, 'db.ts:4');
    assert.equal(document.isDirty, true);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});

type Budget = HeadroomApi['budget'];

async function api(): Promise<HeadroomApi> {
  const extension = vscode.extensions.getExtension<HeadroomApi>('headroom.headroom-review');
  assert.ok(extension);
  return extension.activate();
}

function flat(node: BudgetNode): readonly BudgetNode[] {
  return [node, ...node.children.flatMap(flat)];
}

/** Resolves when a line is on show, looked for whenever the view changes. */
async function listed(budget: Budget, label: string): Promise<void> {
  for (;;) {
    const changed = new Promise<void>((resolve) => {
      const listener = budget.onDidChange(() => {
        listener.dispose();
        resolve();
      });
    });
    if ((await budget.nodes()).flatMap(flat).some((node) => node.label === label)) return;
    await changed;
  }
}
