import * as vscode from 'vscode';
import {
  type Cancellation,
  type FileEntry,
  LEFT_OUT,
  type Workspace,
} from '../service/contracts/ports';

/** Files of the editor's workspace, wherever they live. */
export function editorWorkspace(): Workspace {
  return {
    files: (root, token) => walk(vscode.Uri.parse(root), token),
    async read(uri) {
      try {
        const bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(uri));
        if (bytes.subarray(0, 8000).includes(0)) {
          return { state: 'unreadable', why: 'it is binary' };
        }
        return { state: 'read', text: new TextDecoder('utf-8').decode(bytes) };
      } catch (error) {
        if (error instanceof vscode.FileSystemError && error.code !== 'NoPermissions') {
          return { state: 'missing' };
        }
        return { state: 'unreadable', why: String(error) };
      }
    },
    async exists(uri) {
      return vscode.workspace.fs.stat(vscode.Uri.parse(uri)).then(
        () => true,
        () => false,
      );
    },
    folderOf(uri) {
      const parsed = vscode.Uri.parse(uri);
      const folder = vscode.workspace.getWorkspaceFolder(parsed)?.uri;
      return (folder ?? vscode.Uri.joinPath(parsed, '..')).toString();
    },
  };
}

/** Links to folders are not followed, so a walk always ends. */
async function* walk(folder: vscode.Uri, token: Cancellation): AsyncIterable<FileEntry> {
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (all) => all,
    () => [],
  );
  for (const [name, type] of entries.sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (token.isCancellationRequested) return;
    const uri = vscode.Uri.joinPath(folder, name);
    if (type === vscode.FileType.Directory) {
      if (!LEFT_OUT.has(name)) yield* walk(uri, token);
    } else if ((type & vscode.FileType.File) !== 0) {
      yield { uri: uri.toString(), size: 0 };
    }
  }
}
