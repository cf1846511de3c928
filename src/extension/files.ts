import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient';
import type { ClientRequests } from '../server/protocol';
import {
  decoded,
  type FolderEntry,
  type Listing,
  MAX_BYTES,
  type ReadResult,
  TOO_LARGE,
} from '../service/contracts/ports';

/** Reads files for a server that cannot: those of virtual file systems, and all of them on the web. */
export function answerFileRequests(
  client: LanguageClient,
  extension: vscode.Uri,
): vscode.Disposable {
  const answer = <M extends keyof ClientRequests>(
    method: M,
    handler: (params: ClientRequests[M]['params']) => Promise<ClientRequests[M]['result']>,
  ) => client.onRequest<unknown, void>(method, handler);
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

/** The size is asked before the content, and the kind: of a pipe there is no end to read. */
async function readFile(uri: vscode.Uri): Promise<ReadResult> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.SymbolicLink) !== 0) return { state: 'unreadable', why: A_LINK };
    if ((type & vscode.FileType.File) === 0) {
      return { state: 'unreadable', why: 'not a regular file' };
    }
    if (size > MAX_BYTES) return { state: 'unreadable', why: TOO_LARGE };
    // Documents have no byte-order mark, and places in files are places in documents.
    return decoded(await vscode.workspace.fs.readFile(uri), { keepsMark: false });
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code !== 'NoPermissions') {
      return { state: 'missing' };
    }
    return { state: 'unreadable', why: reasonOf(error) };
  }
}

/** A virtual file system does not tell where a link leads: it may be outside. */
const A_LINK = 'a link, and the editor does not tell where it leads';

/** Links to folders are not followed, so a walk always ends. */
async function readDirectory(uri: vscode.Uri): Promise<Listing> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(uri);
    return entries.map(([name, type]): FolderEntry => {
      if (type === vscode.FileType.Directory) return { name, kind: 'folder', size: 0 };
      if ((type & vscode.FileType.File) === 0) return { name, kind: 'other', size: 0 };
      const isLink = (type & vscode.FileType.SymbolicLink) !== 0;
      return { name, kind: 'file', size: 0, ...(isLink ? { why: A_LINK } : {}) };
    });
  } catch (error) {
    return { why: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const isRefused = error instanceof vscode.FileSystemError && error.code === 'NoPermissions';
  return isRefused ? 'permission denied' : error instanceof Error ? error.message : String(error);
}
