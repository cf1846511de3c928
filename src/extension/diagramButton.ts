import * as vscode from 'vscode';
import type { HeadroomClient } from './client';
import { isReviewed } from './documents';

/** The files whose title bar has the button, for `when` in package.json. */
const DRAWABLE = 'headroom.drawable';

/**
 * Offers the diagram where there is one: most YAML and JSON files have none, and a button there
 * would be in everybody's way.
 */
export function registerDiagramButton(client: HeadroomClient): vscode.Disposable {
  const drawable = new Set<string>();

  async function look(document: vscode.TextDocument | undefined): Promise<void> {
    if (!document || !isReviewed(document)) return;
    const uri = document.uri.toString();
    const diagram = await client.request('headroom/diagram', { uri });
    if ((diagram !== null) === drawable.has(uri)) return;
    if (diagram) drawable.add(uri);
    else drawable.delete(uri);
    await vscode.commands.executeCommand('setContext', DRAWABLE, [...drawable].flatMap(pathsOf));
  }

  void look(vscode.window.activeTextEditor?.document);
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor((editor) => void look(editor?.document)),
    vscode.workspace.onDidSaveTextDocument((document) => void look(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => drawable.delete(uri.toString())),
  );
}

/**
 * What `resourcePath` may be in a `when`: the window of a remote has other uris than the extension
 * beside the files, and shows the path of a local file as its system writes it.
 */
function pathsOf(uri: string): readonly string[] {
  const { path, fsPath } = vscode.Uri.parse(uri);
  return [path, fsPath];
}
