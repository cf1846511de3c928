import * as assert from 'node:assert';
import * as vscode from 'vscode';
import type { HeadroomApi } from '../../src/extension/activate';

/** `headroom check --format json` of the same folder, as `path:line rule`; put in by the runner. */
declare const CLI_FINDINGS: readonly string[];

/** The files it recognised, relative to the folder. */
declare const CLI_FILES: readonly string[];

/** How many actions are asked for their edits. */
const ACTIONS = 20;

const DUPLICATE = 'nginx/upstream-duplicate-server';
const TWICE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';
const ONCE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.2:80;\n}\n';

describe('Headroom in VS Code', () => {
  it('activates', async () => {
    const extension = vscode.extensions.getExtension<HeadroomApi>('headroom.headroom-review');
    assert.ok(extension, 'the extension is here');
    const api = await extension.activate();
    assert.equal(typeof api.client.request, 'function');
  });

  it('shows findings, follows an edit and lets them go', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'nginx', content: TWICE });
    await vscode.window.showTextDocument(document);
    await until(() => rules(document.uri).includes(DUPLICATE));
    await replaceAll(document, ONCE);
    await until(() => !rules(document.uri).includes(DUPLICATE));
    await replaceAll(document, `\n\n${TWICE}`);
    await until(() => rules(document.uri).includes(DUPLICATE));
    assert.equal(of(document.uri, DUPLICATE)?.range.start.line, 4);
  });

  it('a quick fix changes the text and removes its finding', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'nginx', content: TWICE });
    await vscode.window.showTextDocument(document);
    await until(() => rules(document.uri).includes(DUPLICATE));
    const range = of(document.uri, DUPLICATE)?.range;
    assert.ok(range);
    const fix = await preferredFix(document.uri, range);
    assert.ok(fix?.edit, 'a preferred fix');
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await until(() => !rules(document.uri).includes(DUPLICATE));
    assert.notEqual(document.getText(), TWICE);
  });

  it('opens the page of a rule', async () => {
    const uri = vscode.Uri.from({ scheme: 'headroom-rule', path: `/${DUPLICATE}.md` });
    const page = await vscode.workspace.openTextDocument(uri);
    assert.ok(page.getText().startsWith(`# ${DUPLICATE}\n`));
  });

  it('finds in the example what the command line finds', async () => {
    const found: string[] = [];
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    for (const path of CLI_FILES) {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, path));
      const expected = CLI_FINDINGS.filter((line) => line.startsWith(`${path}:`));
      await until(
        () => vscode.languages.getDiagnostics(document.uri).filter(ours).length === expected.length,
      );
      for (const item of vscode.languages.getDiagnostics(document.uri).filter(ours)) {
        found.push(`${path}:${item.range.start.line} ${ruleOf(item)} ${item.message}`);
      }
    }
    assert.ok(CLI_FINDINGS.length > 0);
    assert.deepEqual(found.sort(), [...CLI_FINDINGS].sort());
  });
});

function ours({ source }: vscode.Diagnostic): boolean {
  return source === 'Headroom';
}

function ruleOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : '';
}

function rules(uri: vscode.Uri): readonly string[] {
  return vscode.languages.getDiagnostics(uri).filter(ours).map(ruleOf);
}

function of(uri: vscode.Uri, rule: string): vscode.Diagnostic | undefined {
  return vscode.languages.getDiagnostics(uri).find((item) => ruleOf(item) === rule);
}

/**
 * The preferred quick fix at a place. VS Code answers a request with nothing when anything about
 * the editor changes meanwhile, so it is asked again, as the lightbulb does; not for ever.
 */
async function preferredFix(
  uri: vscode.Uri,
  range: vscode.Range,
): Promise<vscode.CodeAction | undefined> {
  for (let tries = 0; tries < 50; tries++) {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
      ACTIONS,
    );
    if (actions.length > 0) return actions.find(({ isPreferred }) => isPreferred);
  }
  return undefined;
}

async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Resolves when the condition holds, looked at whenever diagnostics change. */
function until(condition: () => boolean): Promise<void> {
  if (condition()) return Promise.resolve();
  return new Promise((resolve) => {
    const listener = vscode.languages.onDidChangeDiagnostics(() => {
      if (!condition()) return;
      listener.dispose();
      resolve();
    });
  });
}
