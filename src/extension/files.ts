import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient';
import type { ClientRequests, DirectoryEntry } from '../server/protocol';
import type { ReadResult } from '../service/contracts/ports';

/** Reads files for a server that cannot: those of virtual file systems, and all of them on the web. */
export function answerFileRequests(
  client: LanguageClient,
  extension: vscode.Uri,
): vscode.Disposable {
  const answer = <M extends keyof ClientRequests>(
    method: M,
    handler: (params: ClientRequests[M]['params']) => Promise<ClientRequests[M]['result']>,
  ) => client.onRequest(method, handler);
  const { fs } = vscode.workspace;
  return vscode.Disposable.from(
    answer('headroom/readFile', ({ uri }) => readFile(vscode.Uri.parse(uri))),
    answer('headroom/readDirectory', ({ uri }) => readDirectory(vscode.Uri.parse(uri))),
    answer('headroom/exists', async ({ uri }) =>
      fs.stat(vscode.Uri.parse(uri)).then(
        () => true,
        () => false,
      ),
    ),
    answer('headroom/readAsset', async ({ name }) =>
      fs.readFile(vscode.Uri.joinPath(extension, 'dist', 'assets', name)),
    ),
  );
}

async function readFile(uri: vscode.Uri): Promise<ReadResult> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.subarray(0, 8000).includes(0)) return { state: 'unreadable', why: 'it is binary' };
    return { state: 'read', text: new TextDecoder('utf-8').decode(bytes) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code !== 'NoPermissions') {
      return { state: 'missing' };
    }
    return { state: 'unreadable', why: String(error) };
  }
}

/** Links to folders are not followed, so a walk always ends. */
async function readDirectory(uri: vscode.Uri): Promise<readonly DirectoryEntry[] | null> {
  const entries = await vscode.workspace.fs.readDirectory(uri).then(
    (all) => all,
    () => null,
  );
  if (!entries) return null;
  return entries.flatMap(([name, type]): DirectoryEntry[] => {
    if (type === vscode.FileType.Directory) return [{ name, type: 'folder' }];
    return (type & vscode.FileType.File) !== 0 ? [{ name, type: 'file' }] : [];
  });
}
