import type { InitializeParams } from 'vscode-languageserver';
import { URI, Utils } from 'vscode-uri';
import { normalUri } from './answering';

/** The folders that the client has open. */
export interface WorkspaceFolders {
  add(uri: string): void;
  remove(uri: string): void;
  /** The innermost one that holds a file, else the folder the file lies in. */
  folderOf(uri: string): string;
}

/** The folders of a client at its start; older ones name a single root. */
export function foldersOf({ workspaceFolders, rootUri }: InitializeParams): WorkspaceFolders {
  const given = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  const folders = new Set(given.map(normalUri));
  return {
    add: (uri) => folders.add(normalUri(uri)),
    remove: (uri) => folders.delete(normalUri(uri)),
    folderOf(uri) {
      const holding = [...folders].filter(
        (folder) => uri === folder || uri.startsWith(`${folder}/`),
      );
      const [innermost] = holding.sort((a, b) => b.length - a.length);
      return innermost ?? Utils.joinPath(URI.parse(uri), '..').toString();
    },
  };
}
