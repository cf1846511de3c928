import * as vscode from 'vscode';
import { EDITOR_LANGUAGES } from '../service/contracts/editor-languages';
import type { HeadroomClient } from './client';
import { isReviewed, SELECTOR } from './documents';
import { say } from './say';

const CREATE = { title: say('Create Configuration'), command: 'headroom.createConfiguration' };
const LOG = { title: say('Show Log'), command: 'headroom.showLog' };

/** What the active file was recognised as, or why it is left alone. */
export function registerStatus(client: HeadroomClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('headroom', SELECTOR);
  item.name = 'Headroom';
  item.text = 'Headroom';

  /** A stylesheet or a page of prose is none of ours, and nothing is said of it. */
  function show(isShown: boolean): void {
    item.selector = isShown ? SELECTOR : [];
  }

  async function update(editor: vscode.TextEditor | undefined): Promise<void> {
    if (!editor || vscode.languages.match(SELECTOR, editor.document) === 0) return;
    const mayHold = EDITOR_LANGUAGES.includes(editor.document.languageId);
    if (!isReviewed(editor.document)) {
      show(mayHold);
      item.text = say('Headroom: off');
      item.detail = say('by the setting headroom.enable');
      item.busy = false;
      return;
    }
    const { uri } = editor.document;
    const [recognition, isConfigured] = await Promise.all([
      client.request('headroom/recognition', { uri: uri.toString() }),
      hasConfiguration(uri),
    ]);
    if (vscode.window.activeTextEditor?.document.uri.toString() !== uri.toString()) return;
    const { language, description, limits, project } = recognition;
    show(mayHold || language !== null);
    const isIndexing = language !== null && project === 'indexing';
    item.text = `Headroom: ${description}`;
    item.detail = [...(isIndexing ? [say('reading the project')] : []), ...limits].join('; ');
    item.busy = isIndexing;
    item.command = isConfigured ? LOG : CREATE;
  }

  void update(vscode.window.activeTextEditor);
  return vscode.Disposable.from(
    item,
    // The first answer comes while the project is still being read; this brings the next ones.
    client.onDidChange(() => void update(vscode.window.activeTextEditor)),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidSaveTextDocument(() => void update(vscode.window.activeTextEditor)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('headroom')) void update(vscode.window.activeTextEditor);
    }),
  );
}

/** Files outside every folder have no place where a configuration could be created. */
async function hasConfiguration(uri: vscode.Uri): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return true;
  return vscode.workspace.fs.stat(vscode.Uri.joinPath(folder.uri, 'headroom.yaml')).then(
    () => true,
    () => false,
  );
}
