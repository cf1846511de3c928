import * as assert from 'node:assert';
import * as vscode from 'vscode';
import type { HeadroomApi } from '../../src/extension/activate';

/** Files that code names, beside the pages of rules. */
const NAMED = [
  'dist/webview/panel.js',
  'media/panel.css',
  'dist/thread.js',
  'dist/web/server.js',
  'dist/THIRD-PARTY-NOTICES.txt',
  ...['', '-hcl', '-typescript', '-tsx', '-python', '-go', '-java'].map(
    (name) => `dist/assets/tree-sitter${name}.wasm`,
  ),
];

describe('Headroom in VS Code: the package', () => {
  it('holds every file that its manifest names', async () => {
    const paths = [...new Set(pathsIn(manifest()))];
    assert.ok(paths.length > 15, paths.join(', '));
    for (const path of paths) await opened(path);
  });

  it('holds every file that its code names', async () => {
    for (const path of NAMED) await opened(path);
  });

  it('has a page for each rule', async () => {
    const extension = vscode.extensions.getExtension<HeadroomApi>('headroom.headroom-review');
    assert.ok(extension);
    const { client } = await extension.activate();
    const rules = await client.request('headroom/rules', {});
    assert.ok(rules.length > 200);
    for (const { id } of rules) {
      const page = await client.request('headroom/explain', { rule: id });
      assert.ok(page?.startsWith(`# ${id}`), id);
    }
  });

  it('says nothing by a key instead of a text', () => {
    const texts = textsIn(manifest().contributes);
    assert.deepEqual(
      texts.filter((text) => /^%[^%]+%$/.test(text)),
      [],
    );
  });
});

function manifest(): { readonly contributes: object } & Record<string, unknown> {
  const found = vscode.extensions.getExtension('headroom.headroom-review')?.packageJSON;
  assert.ok(found);
  return found;
}

/** The values that are paths within the package. */
function pathsIn(value: unknown): readonly string[] {
  return textsIn(value).filter((text) =>
    /^(?:\.\/)?(?:dist|media|schemas|snippets|syntaxes|l10n)\/[\w./-]+\.\w+$/.test(text),
  );
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

async function opened(path: string): Promise<void> {
  const folder = vscode.extensions.getExtension('headroom.headroom-review')?.extensionUri;
  assert.ok(folder);
  // The command line's link does not ship.
  if (path.endsWith('dist/cli.js')) return;
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, path));
  assert.ok(bytes.length > 0, path);
}
