import * as vscode from 'vscode';

/** Where it is kept that the drawing has been opened once. */
const SHOWN = 'headroom.firstRun';

/**
 * Whoever tries the extension from its sources sees the drawing beside the first file, once. Scripts that
 * take pictures set HEADROOM_QUIET.
 */
export function registerFirstRun(context: vscode.ExtensionContext): vscode.Disposable {
  const isTried = context.extensionMode === vscode.ExtensionMode.Development;
  if (!isTried || isQuiet() || context.globalState.get(SHOWN)) return { dispose() {} };
  const open = (editor: vscode.TextEditor | undefined) => {
    if (!editor || !vscode.workspace.getWorkspaceFolder(editor.document.uri)) return;
    waiting.dispose();
    void context.globalState.update(SHOWN, true);
    void vscode.commands.executeCommand('headroom.openDiagramToSide');
  };
  const waiting = vscode.window.onDidChangeActiveTextEditor(open);
  open(vscode.window.activeTextEditor);
  return waiting;
}

/** A web worker has no environment. */
function isQuiet(): boolean {
  const { process } = globalThis as { process?: { env?: Readonly<Record<string, string>> } };
  return Boolean(process?.env?.HEADROOM_QUIET);
}
