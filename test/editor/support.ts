import * as assert from 'node:assert';
import * as vscode from 'vscode';

/** How many actions are asked for their edits. */
const ACTIONS = 20;

/** A project of its own inside the workspace, so that no other test sees its files. */
export interface Scratch {
  uri(path: string): vscode.Uri;
  write(path: string, text: string): Promise<vscode.Uri>;
  remove(): Promise<void>;
}

export async function scratch(name: string): Promise<Scratch> {
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(workspace);
  const folder = vscode.Uri.joinPath(workspace, name);
  const made: Scratch = {
    uri: (path) => vscode.Uri.joinPath(folder, path),
    async write(path, text) {
      await vscode.workspace.fs.writeFile(made.uri(path), new TextEncoder().encode(text));
      return made.uri(path);
    },
    async remove() {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.workspace.fs.delete(folder, { recursive: true });
    },
  };
  await made.write('headroom.yaml', 'root: true\n');
  return made;
}

export async function show(uri: vscode.Uri): Promise<vscode.TextDocument> {
  return (await vscode.window.showTextDocument(uri)).document;
}

/** Headroom's findings of a file, by rule. */
export function rulesOf(uri: vscode.Uri): readonly string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'Headroom')
    .map(({ code }) => (typeof code === 'object' ? String(code.value) : ''));
}

/** Where a rule reports in a file. */
export function rangeOf(uri: vscode.Uri, rule: string): vscode.Range {
  const found = vscode.languages
    .getDiagnostics(uri)
    .find(({ code }) => typeof code === 'object' && code.value === rule);
  assert.ok(found, rule);
  return found.range;
}

/**
 * Headroom's actions at a place. VS Code answers a request with nothing, or gives it up, when anything about the
 * editor changes meanwhile, so it is asked again, as the lightbulb does; not for ever.
 */
export async function actionsAt(
  uri: vscode.Uri,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Promise<readonly vscode.CodeAction[]> {
  for (let tries = 0; tries < 50; tries++) {
    const actions = await Promise.resolve(
      vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uri,
        range,
        kind.value,
        ACTIONS,
      ),
    ).catch((error: Error) => {
      if (error.name !== 'Canceled') throw error;
      return [];
    });
    if (actions.length > 0) return actions;
  }
  return [];
}

/** Resolves when the condition holds, looked at whenever diagnostics change. */
export function until(condition: () => boolean): Promise<void> {
  if (condition()) return Promise.resolve();
  return new Promise((resolve) => {
    const listener = vscode.languages.onDidChangeDiagnostics(() => {
      if (!condition()) return;
      listener.dispose();
      resolve();
    });
  });
}
