import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { rulesOf, show, until } from './support';

describe('Headroom in VS Code: the connection budget', () => {
  it('stands above the pool', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder, 'src/db.ts');
    await show(uri);
    await until(() => rulesOf(uri).includes('capacity/connections-over-budget'));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
    );
    const titles = lenses.map(({ command }) => command?.title ?? '');
    assert.ok(
      titles.some((title) =>
        /16 pods × 1 process × 10 = 160, 200–320 in a rollout, of 92/.test(title),
      ),
      titles.join(', '),
    );
  });
});
