import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { rulesOf, type Scratch, scratch, show, until } from './support';

const DUPLICATE = 'nginx/upstream-duplicate-server';
const TWICE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';
const ONCE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.2:80;\n}\n';

describe('Headroom in VS Code (commands)', () => {
  let project: Scratch;

  before(async () => {
    project = await scratch('commands');
  });

  after(() => project.remove());

  it('are all registered', async () => {
    const manifest = vscode.extensions.getExtension('headroom.headroom-review')?.packageJSON;
    const known = await vscode.commands.getCommands(true);
    for (const { command } of manifest.contributes.commands) {
      assert.ok(known.includes(command), command);
    }
  });

  it('Review Workspace shows the findings of files that nobody has opened', async () => {
    const closed = project.uri('closed.nginx');
    const shown = until(() => rulesOf(closed).includes(DUPLICATE));
    const told = created('closed.nginx');
    await project.write('closed.nginx', TWICE);
    await told;
    const summary = await vscode.commands.executeCommand<{ files: number; warning: number }>(
      'headroom.reviewWorkspace',
    );
    await shown;
    assert.ok(summary.files > 1);
    assert.ok(summary.warning > 0);
    assert.ok(!vscode.workspace.textDocuments.some(({ uri }) => String(uri) === String(closed)));
  });

  it('a reviewed file that is mended on disk loses its findings while closed', async () => {
    const closed = project.uri('closed.nginx');
    await project.write('closed.nginx', ONCE);
    await until(() => !rulesOf(closed).includes(DUPLICATE));
  });

  it('Create Configuration opens what is there and leaves it as it is', async () => {
    const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(workspace);
    const uri = vscode.Uri.joinPath(workspace, 'headroom.yaml');
    const before = await vscode.workspace.fs.readFile(uri);
    await vscode.commands.executeCommand('headroom.createConfiguration');
    assert.equal(String(vscode.window.activeTextEditor?.document.uri), String(uri));
    assert.deepEqual([...(await vscode.workspace.fs.readFile(uri))], [...before]);
  });

  it('Recommend a Scaling Strategy shows what the files and the answers lead to', async () => {
    const page = await vscode.commands.executeCommand<string>('headroom.recommendStrategy', {
      traffic: 'spikes',
    });
    assert.ok(/^## \d\. Scale out/m.test(page), page);
    assert.ok(/k8s\/hpa\.yaml:\d+: shop: scaled by cpu/.test(page), page);
  });

  it('onSave waits for the file to be saved', async () => {
    const settings = vscode.workspace.getConfiguration('headroom');
    await settings.update('run', 'onSave', vscode.ConfigurationTarget.Global);
    try {
      const uri = await project.write('saved.nginx', ONCE);
      const document = await show(uri);
      const states: boolean[] = [];
      const listener = vscode.languages.onDidChangeDiagnostics(() => {
        if (rulesOf(uri).includes(DUPLICATE)) states.push(document.isDirty);
      });
      const edit = new vscode.WorkspaceEdit();
      edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), TWICE);
      assert.ok(await vscode.workspace.applyEdit(edit));
      assert.ok(await document.save());
      await until(() => rulesOf(uri).includes(DUPLICATE));
      listener.dispose();
      assert.ok(states.every((isDirty) => !isDirty));
    } finally {
      await settings.update('run', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

/** Resolves when the editor has told of a new file, to the extension as well. */
function created(name: string): Promise<void> {
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${name}`);
  return new Promise((resolve) => {
    watcher.onDidCreate(() => {
      watcher.dispose();
      resolve();
    });
  });
}
