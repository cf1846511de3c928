import * as assert from 'node:assert';
import * as vscode from 'vscode';
import type { HeadroomApi } from '../../src/extension/activate';
import { rulesOf, type Scratch, scratch, show, until } from './support';

const DUPLICATE = 'nginx/upstream-duplicate-server';
const TWICE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';
const ONCE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.2:80;\n}\n';

describe('Headroom in VS Code: the language server', () => {
  let project: Scratch;
  let api: HeadroomApi;

  before(async () => {
    project = await scratch('server');
    const extension = vscode.extensions.getExtension<HeadroomApi>('headroom.headroom-review');
    assert.ok(extension);
    api = await extension.activate();
  });

  after(() => project.remove());

  it('has a log that says what runs and what was read', async () => {
    await vscode.commands.executeCommand('headroom.findings.focus');
    await vscode.commands.executeCommand('headroom.showLog');
    await logged(/Headroom \d+\.\d+\.\d+ is ready; it reads files/);
    await logged(/\d+ files read in \d+ ms: \d+ errors and \d+ warnings\./);
  });

  it('answers a cancelled review at once', async () => {
    const source = new vscode.CancellationTokenSource();
    const uri = project.uri('').toString();
    const review = api.client.review({ uris: [uri], base: uri }, source.token, () => {});
    source.cancel();
    assert.equal(await review, undefined);
  });

  it('is started again when it dies, told what is open, and a user is told of it once', async () => {
    const told: string[] = [];
    const { showErrorMessage } = vscode.window;
    const window = vscode.window as { showErrorMessage: unknown };
    window.showErrorMessage = async (message: string) => void told.push(message);
    const uri = await project.write('again.nginx', TWICE);
    const document = await show(uri);
    await until(() => rulesOf(uri).includes(DUPLICATE));
    try {
      for (let deaths = 0; deaths < 2; deaths++) {
        const again = changed(api);
        api.killServer();
        await again;
      }
      assert.deepEqual(told, ['Headroom met an internal error; its log says which.']);
    } finally {
      window.showErrorMessage = showErrorMessage;
    }
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), ONCE);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until(() => !rulesOf(uri).includes(DUPLICATE));
    const undo = new vscode.WorkspaceEdit();
    undo.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), TWICE);
    assert.ok(await vscode.workspace.applyEdit(undo));
    await until(() => rulesOf(uri).includes(DUPLICATE));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});

/** Resolves once the log that is on show has a line. */
function logged(line: RegExp): Promise<void> {
  const isThere = () =>
    vscode.workspace.textDocuments.some(
      ({ uri, getText }) => uri.scheme === 'output' && line.test(getText()),
    );
  if (isThere()) return Promise.resolve();
  return new Promise((resolve) => {
    const look = () => {
      if (!isThere()) return;
      work.dispose();
      resolve();
    };
    const work = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(look),
      vscode.workspace.onDidChangeTextDocument(look),
    );
  });
}

function changed({ client }: HeadroomApi): Promise<void> {
  return new Promise((resolve) => {
    const listener = client.onDidChange(() => {
      listener.dispose();
      resolve();
    });
  });
}
