import * as vscode from 'vscode';
import type { CodeActionMiddleware } from 'vscode-languageclient';
import { say } from './say';

/**
 * Applies a fix that reaches beyond the active document. No file changes unseen: one other file is opened,
 * left unsaved, with the change selected; of several each change is to be confirmed.
 * @returns whether it was applied, as far as the editor tells
 */
export async function applyFix(edit: vscode.WorkspaceEdit, title: string): Promise<boolean> {
  const entries = edit.entries();
  const [only] = entries;
  if (!only) return false;
  if (entries.length > 1) return vscode.workspace.applyEdit(confirmed(entries, title));
  const [uri, edits] = only;
  // It may have to be created first.
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  // Never in the column of a drawing.
  const viewColumn = vscode.window.activeTextEditor?.viewColumn ?? vscode.ViewColumn.One;
  const [first] = [...edits].sort((a, b) => a.range.start.compareTo(b.range.start));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, {
    viewColumn,
    preview: false,
    ...(first ? { selection: changed(first) } : {}),
  });
  vscode.window.setStatusBarMessage(say('Headroom: {0}; not saved yet', title), 6000);
  return true;
}

/** Edits elsewhere become a command that shows them; those of the active document stay as they are. */
export const applying: Pick<CodeActionMiddleware, 'resolveCodeAction'> = {
  async resolveCodeAction(item, token, next) {
    const resolved = await next(item, token);
    const edit = resolved?.edit;
    if (!resolved || !edit) return resolved;
    const active = vscode.window.activeTextEditor?.document.uri.toString();
    if (edit.entries().every(([uri]) => uri.toString() === active)) return resolved;
    const { edit: _, ...rest } = resolved;
    const command = {
      title: rest.title,
      command: 'headroom.applyFix',
      arguments: [edit, rest.title],
    };
    return { ...rest, command };
  },
};

/** The commands behind these actions; none is in the palette. */
export function registerApplying(): vscode.Disposable {
  return vscode.commands.registerCommand(
    'headroom.applyFix',
    (edit: vscode.WorkspaceEdit, title: string) => applyFix(edit, title),
  );
}

function confirmed(
  entries: readonly [vscode.Uri, readonly vscode.TextEdit[]][],
  label: string,
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const [uri, edits] of entries) {
    for (const { range, newText } of edits) {
      edit.replace(uri, range, newText, { label, needsConfirmation: true });
    }
  }
  return edit;
}

/** Where the new text of an edit stands; of several edits the first. */
function changed({ range: { start }, newText }: vscode.TextEdit): vscode.Range {
  const lines = newText.split('\n');
  const last = lines.at(-1) ?? '';
  const end =
    lines.length === 1
      ? start.translate(0, newText.length)
      : new vscode.Position(start.line + lines.length - 1, last.length);
  return new vscode.Range(start, end);
}
