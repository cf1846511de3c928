import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { URI } from 'vscode-uri';
import { type FileEntry, LEFT_OUT, type Workspace } from '../service/contracts/ports';

/** The uri of a path, in the form every adapter uses. */
export function uriOf(path: string): string {
  return URI.file(path).toString();
}

/** The path of a uri. */
export function pathOf(uri: string): string {
  return URI.parse(uri).fsPath;
}

/** Files of the local disk; the search for a root is bounded by `workingDirectory`. */
export function nodeWorkspace(workingDirectory: string): Workspace {
  const folder = uriOf(workingDirectory);
  return {
    async *files(root, token) {
      yield* walk(pathOf(root), token);
    },
    async read(uri) {
      try {
        const bytes = await readFile(pathOf(uri));
        if (bytes.subarray(0, 8000).includes(0))
          return { state: 'unreadable', why: 'it is binary' };
        return { state: 'read', text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'missing' };
        return { state: 'unreadable', why: code === 'EACCES' ? 'permission denied' : message };
      }
    },
    async exists(uri) {
      return existsSync(pathOf(uri));
    },
    folderOf: () => folder,
  };
}

/** Links to files are files; links to folders are not followed, so a walk always ends. */
async function* walk(
  folder: string,
  token: { isCancellationRequested: boolean },
): AsyncIterable<FileEntry> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (token.isCancellationRequested) return;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!LEFT_OUT.has(entry.name)) yield* walk(path, token);
      continue;
    }
    const info = await stat(path).catch(() => undefined);
    if (info?.isFile()) yield { uri: uriOf(path), size: info.size };
  }
}
