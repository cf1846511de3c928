import * as vscode from 'vscode';
import { say } from './say';

/** The folder a command is about: that of the active editor, the only one, or the one picked. */
export async function chosenFolder(why: string): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const own = active && vscode.workspace.getWorkspaceFolder(active);
  if (own) return own.uri;
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void vscode.window.showWarningMessage(say('Open a folder first: {0}', why));
    return undefined;
  }
  if (folders.length === 1) return folders[0]?.uri;
  return (await vscode.window.showWorkspaceFolderPick())?.uri;
}

/** What a command about one project is about: the active file, whose project may lie within another, else a folder. */
export async function chosenProject(why: string): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  return active && vscode.workspace.getWorkspaceFolder(active) ? active : chosenFolder(why);
}
