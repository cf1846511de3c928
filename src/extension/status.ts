import * as vscode from 'vscode';
import type { HeadroomService } from '../service/contracts/service';
import { isReviewed, SELECTOR } from './documents';

/** What the active file was recognised as, or why it is left alone. */
export function registerStatus(service: () => HeadroomService): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('headroom', SELECTOR);
  item.name = 'Headroom';
  item.text = 'Headroom';

  async function update(editor: vscode.TextEditor | undefined): Promise<void> {
    if (!editor || !isReviewed(editor.document)) return;
    const source = new vscode.CancellationTokenSource();
    const uri = editor.document.uri.toString();
    const { description, limits, project } = await service().recognition(uri, source.token);
    source.dispose();
    if (vscode.window.activeTextEditor?.document.uri.toString() !== uri) return;
    item.text = `Headroom: ${description}`;
    item.detail = [...(project === 'indexing' ? ['reading the project'] : []), ...limits].join(' ');
    item.busy = project === 'indexing';
  }

  void update(vscode.window.activeTextEditor);
  return vscode.Disposable.from(item, vscode.window.onDidChangeActiveTextEditor(update));
}
