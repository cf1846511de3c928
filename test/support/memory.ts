import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { walk } from '../../src/service';
import type { Assets, FolderEntry, Ports, Workspace } from '../../src/service/contracts/ports';
import { child } from '../../src/service/text/paths';

/** The folder that in-memory projects live in. */
export const ROOT = 'file:///project';

/** The uri of a file of an in-memory project. */
export function uriOf(path: string): string {
  return child(ROOT, path);
}

/** The path of a uri: what the service makes is encoded. */
function pathOf(uri: string): string {
  return decodeURIComponent(uri.slice(ROOT.length + 1));
}

/** Ports over texts in memory, by path relative to {@link ROOT}. The map may be changed later. */
export function memoryPorts(files: Map<string, string>): Ports {
  const read: Workspace['read'] = async (uri) => {
    const text = files.get(pathOf(uri));
    return text === undefined ? { state: 'missing' } : { state: 'read', text };
  };
  return {
    assets: nodeAssets,
    yieldNow: async () => {},
    log: () => {},
    workspace: {
      files(root, token) {
        const folders = foldersOf(files);
        const list = async (uri: string) => [
          ...(folders.get(decodeURIComponent(uri))?.values() ?? []),
        ];
        return walk(root, { list, read }, token);
      },
      read,
      async exists(uri) {
        return files.has(pathOf(uri));
      },
      folderOf: () => ROOT,
    },
  };
}

/** What each folder of an in-memory project holds, by its uri. */
export function foldersOf(
  files: ReadonlyMap<string, string>,
): ReadonlyMap<string, ReadonlyMap<string, FolderEntry>> {
  const folders = new Map<string, Map<string, FolderEntry>>();
  const add = (folder: string, entry: FolderEntry) => {
    const known = folders.get(folder);
    if (known) known.set(entry.name, entry);
    else folders.set(folder, new Map([[entry.name, entry]]));
  };
  for (const [path, text] of files) {
    const parts = path.split('/');
    parts.forEach((name, depth) => {
      const isFolder = depth < parts.length - 1;
      const size = isFolder ? 0 : text.length;
      const folder = [ROOT, ...parts.slice(0, depth)].join('/');
      add(folder, { name, kind: isFolder ? 'folder' : 'file', size });
    });
  }
  return folders;
}

const require = createRequire(import.meta.url);

/** Grammars from the packages that carry them, rule pages from the source tree. */
export const nodeAssets: Assets = {
  load: async (name) => {
    const page = /^rules\/(.+)\.md$/.exec(name)?.[1];
    if (page) return readFile(join('src/service/rules', page, 'README.md'));
    if (name === 'tree-sitter.wasm') {
      return readFile(join(dirname(require.resolve('web-tree-sitter')), 'web-tree-sitter.wasm'));
    }
    if (name === 'tree-sitter-hcl.wasm') {
      return readFile(join('node_modules/@tree-sitter-grammars/tree-sitter-hcl', name));
    }
    return readFile(join('node_modules/@vscode/tree-sitter-wasm/wasm', name));
  },
};
