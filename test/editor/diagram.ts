import * as assert from 'node:assert';
import * as vscode from 'vscode';
import type { HeadroomApi } from '../../src/extension/activate';
import type { Rendered } from '../../src/webview/messages';

const text = (port: number) =>
  `upstream api {\n  server 10.0.0.1:${port};\n}\nserver {\n  location / { proxy_pass http://api; }\n}\n`;

describe('Headroom in VS Code', () => {
  it('draws the active file beside it, and follows an edit and another file', async () => {
    const extension = vscode.extensions.getExtension<HeadroomApi>('headroom.headroom-review');
    const api = await extension?.activate();
    assert.ok(api, 'the extension is here');
    const { diagram } = api;
    const document = await vscode.workspace.openTextDocument({
      language: 'nginx',
      content: text(80),
    });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('headroom.openDiagramToSide');
    const first = await rendered(diagram, ({ nodes }) => nodes.includes('10.0.0.1:80'));
    assert.deepEqual(
      [...first.nodes].sort(),
      [
        '10.0.0.1:80',
        'clients',
        'location /',
        'server any host, listen 80',
        'upstream api, round robin',
      ].sort(),
    );
    assert.ok(first.edges.includes('upstream api, round robin → 10.0.0.1:80: 100 %'));

    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text(8080));
    assert.ok(await vscode.workspace.applyEdit(edit));
    const second = await rendered(diagram, ({ nodes }) => nodes.includes('10.0.0.1:8080'));
    assert.equal(second.version, document.version);
    assert.ok(!second.nodes.includes('10.0.0.1:80'));

    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const hpa = vscode.Uri.joinPath(folder, 'k8s', 'hpa.yaml');
    await vscode.window.showTextDocument(hpa, { viewColumn: vscode.ViewColumn.One });
    const third = await rendered(diagram, ({ uri }) => uri === hpa.toString());
    // A file that is part of the system is shown in it.
    assert.equal(third.view, 'system');
    const store = (drawing: Rendered) => drawing.nodes.find((node) => node.includes('of 92'));
    assert.ok(store(third)?.includes('OVER'), third.nodes.join('; '));

    const opened = await vscode.workspace.openTextDocument(hpa);
    const at = opened.getText().indexOf('maxReplicas: 16') + 'maxReplicas: '.length;
    const fewer = new vscode.WorkspaceEdit();
    const number = new vscode.Range(opened.positionAt(at), opened.positionAt(at + 2));
    fewer.replace(hpa, number, '7');
    assert.ok(await vscode.workspace.applyEdit(fewer));
    const fourth = await rendered(
      diagram,
      (drawing) => store(drawing)?.includes('90–140') === true,
    );
    assert.equal(fourth.path, 'text', 'only the numbers are drawn anew');
    assert.ok(!store(fourth)?.includes('OVER'), store(fourth));
    assert.equal(opened.isDirty, true);

    // One draw for a keystroke that says something else, none for one that does not.
    const draws: string[] = [];
    const drawn = diagram.onDidRender(({ path }) => draws.push(path));
    const typed = async (from: string, to: string) => {
      const start = opened.getText().indexOf(from);
      const range = new vscode.Range(
        opened.positionAt(start),
        opened.positionAt(start + from.length),
      );
      const change = new vscode.WorkspaceEdit();
      change.replace(hpa, range, to);
      assert.ok(await vscode.workspace.applyEdit(change));
    };
    await typed('maxReplicas: 7', 'maxReplicas: 8');
    await rendered(diagram, (drawing) => store(drawing)?.includes('100–160') === true);
    await typed('kind:', '# one more\nkind:');
    await typed('maxReplicas: 8', 'maxReplicas: 7');
    await rendered(diagram, (drawing) => store(drawing)?.includes('90–140') === true);
    drawn.dispose();
    assert.deepEqual(
      draws.filter((path) => path !== 'none'),
      ['text', 'text'],
    );

    // Whatever else is shown of the budget follows.
    const pool = vscode.Uri.joinPath(folder, 'src', 'db.ts');
    await vscode.workspace.openTextDocument(pool);
    await following(api, async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        pool,
      );
      return lenses.some(({ command }) => command?.title.includes('7 pods × 1 process × 10 = 70'));
    });
    await following(api, async () => /shop 140\/92$/.test(api.statusBar.shown()?.text ?? ''));
    await following(api, async () => {
      const [project] = await api.checklist.checklists();
      const items = project?.groups.flatMap((group) => group.items) ?? [];
      return items.some(({ evidence }) =>
        evidence.some(({ message }) => message.includes('can open 7 pods')),
      );
    });
    await vscode.commands.executeCommand('workbench.action.files.revert');

    // A file of which there is nothing to draw leaves the system where it is.
    const other = vscode.Uri.joinPath(folder, 'package.json');
    await vscode.window.showTextDocument(other, { viewColumn: vscode.ViewColumn.One });
    const fifth = await rendered(diagram, ({ uri }) => uri === other.toString());
    assert.equal(fifth.view, 'system');
    await vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups');
  });
});

/** Resolves when something holds, looked at whenever what is shown of the project changes. */
async function following(
  { findings, budget, client }: HeadroomApi,
  holds: () => Promise<boolean>,
): Promise<void> {
  for (;;) {
    const listeners: vscode.Disposable[] = [];
    const changed = new Promise<void>((resolve) => {
      for (const event of [findings.onDidChange, budget.onDidChange, client.onDidChange]) {
        listeners.push((event as vscode.Event<unknown>)(() => resolve()));
      }
    });
    const isSo = await holds();
    if (!isSo) await changed;
    for (const listener of listeners) listener.dispose();
    if (isSo) return;
  }
}

/** The first drawing that is as wanted, the last one included. */
function rendered(
  { rendered: last, onDidRender }: HeadroomApi['diagram'],
  isWanted: (drawing: Rendered) => boolean,
): Promise<Rendered> {
  const now = last();
  if (now && isWanted(now)) return Promise.resolve(now);
  return new Promise((resolve) => {
    const listener = onDidRender((drawing) => {
      if (!isWanted(drawing)) return;
      listener.dispose();
      resolve(drawing);
    });
  });
}
