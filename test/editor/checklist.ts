import * as assert from 'assert';
import * as vscode from 'vscode';
import type { HeadroomApi } from '../../src/extension/activate';

describe('Headroom in VS Code: the scaling checklist', () => {
  it('answers items from the workspace', async () => {
    const item = await find('load-balancing-failover');
    assert.equal(item?.found, 'yes');
  });

  it('keeps a tick in headroom-checklist.yaml, and takes it back', async () => {
    const { checklist } = await api();
    await checklist.answer('cdn', 'yes');
    assert.ok((await ticks()).includes('cdn: yes'));
    assert.equal((await find('cdn'))?.ticked, 'yes');
    await checklist.answer('cdn', null);
    assert.ok(!(await ticks()).includes('cdn: yes'));
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
  const groups = await (await api()).checklist.groups();
  return groups.flatMap(({ items }) => items).find((item) => item.id === id);
}

async function ticks(): Promise<string> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder);
  const file = vscode.Uri.joinPath(folder, 'headroom-checklist.yaml');
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}
