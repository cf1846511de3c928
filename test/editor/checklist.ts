import * as assert from 'node:assert';
import * as vscode from 'vscode';
import type { HeadroomApi } from '../../src/extension/activate';
import { rulesOf, show, until } from './support';

describe('Headroom in VS Code: the scaling checklist', () => {
  it('answers items from the workspace', async () => {
    const item = await find('load-balancing-failover');
    assert.equal(item?.found, 'yes');
  });

  it('keeps a tick in headroom-checklist.yaml, and takes it back', async () => {
    const { checklist } = await api();
    const [project] = await checklist.checklists();
    assert.ok(project);
    await checklist.answer(project.root, 'cdn', 'yes');
    assert.ok((await ticks()).includes('cdn: yes'));
    assert.equal((await find('cdn'))?.ticked, 'yes');
    await checklist.answer(project.root, 'cdn', null);
    assert.ok(!(await ticks()).includes('cdn: yes'));
  });

  it('keeps why it does not apply, filters, and is exported with the reason', async () => {
    const { checklist } = await api();
    const [project] = await checklist.checklists();
    assert.ok(project);
    await checklist.answer(project.root, 'cdn', 'not-applicable', 'one country');
    assert.ok((await ticks()).includes('cdn: not-applicable # one country'));
    await vscode.commands.executeCommand('headroom.filterChecklist', 'open');
    assert.ok(!(await checklist.shown()).includes('cdn'));
    await vscode.commands.executeCommand('headroom.filterChecklist', 'manual');
    assert.ok((await checklist.shown()).includes('cdn'));
    await vscode.commands.executeCommand('headroom.filterChecklist', 'all');
    await vscode.commands.executeCommand('headroom.exportChecklist');
    const page = vscode.window.activeTextEditor?.document;
    assert.equal(page?.languageId, 'markdown');
    assert.ok(page.getText().includes('(does not apply: one country)'), page.getText());
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await checklist.answer(project.root, 'cdn', null);
  });

  it('says in the file what it cannot use, until it can', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder, 'headroom-checklist.yaml');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('cdm: yes\n'));
    await show(file);
    await until(() => rulesOf(file).includes('headroom/configuration'));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(file, new vscode.Range(0, 0, 0, 3), 'cdn');
    await vscode.workspace.applyEdit(edit);
    await until(() => rulesOf(file).length === 0);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(file);
  });

  it('opens from the palette', async () => {
    await vscode.commands.executeCommand('headroom.openChecklist');
  });
});

async function api(): Promise<HeadroomApi> {
  const extension = vscode.extensions.getExtension<HeadroomApi>('headroom.headroom-review');
  assert.ok(extension);
  return extension.activate();
}

async function find(id: string) {
  const [project] = await (await api()).checklist.checklists();
  return project?.groups.flatMap(({ items }) => items).find((item) => item.id === id);
}

async function ticks(): Promise<string> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder);
  const file = vscode.Uri.joinPath(folder, 'headroom-checklist.yaml');
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}
