import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Assets, Ports } from '../../src/service/contracts/ports';

/** The folder that in-memory projects live in. */
export const ROOT = 'file:///project';

/** The uri of a file of an in-memory project. */
export function uriOf(path: string): string {
  return `${ROOT}/${path}`;
}

/** Ports over texts in memory, by path relative to {@link ROOT}. The map may be changed later. */
export function memoryPorts(files: Map<string, string>): Ports {
  return {
    assets: nodeAssets,
    yieldNow: async () => {},
    log: () => {},
    workspace: {
      async *files(root) {
        for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
          const uri = uriOf(path);
          if (uri.startsWith(`${root}/`)) yield { uri, size: text.length };
        }
      },
      async read(uri) {
        const text = files.get(uri.slice(ROOT.length + 1));
        return text === undefined ? { state: 'missing' } : { state: 'read', text };
      },
      async exists(uri) {
        return files.has(uri.slice(ROOT.length + 1));
      },
      folderOf: () => ROOT,
    },
  };
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
