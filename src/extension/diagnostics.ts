import * as vscode from 'vscode';
import type { HandleDiagnosticsSignature } from 'vscode-languageclient';
import { isEnabled, waitsForSave } from './settings';
import { withoutTwins } from './twins';

/** What the server said of a file, and how much of it is shown. */
interface Shown {
  readonly ours: readonly vscode.Diagnostic[];
  readonly visible: number;
}

/** The findings on show: all that the server publishes, but what settings and other extensions leave out. */
export interface ShownDiagnostics extends vscode.Disposable {
  /** Takes what the server publishes of a file; `show` puts it on show. */
  handle(uri: vscode.Uri, diagnostics: vscode.Diagnostic[], show: HandleDiagnosticsSignature): void;
}

/** Nothing is on show yet. Settings say what is seen and when, never what is found. */
export function createDiagnostics(): ShownDiagnostics {
  const found = new Map<string, Shown>();
  let put: HandleDiagnosticsSignature = () => {};

  /** What the YAML extension says as well is left to it; it may say so later than we do. */
  function show(uri: vscode.Uri, ours: readonly vscode.Diagnostic[]): void {
    const key = uri.toString();
    const visible = isEnabled(uri) ? withoutTwins(ours, vscode.languages.getDiagnostics(uri)) : [];
    const before = found.get(key);
    found.set(key, { ours, visible: visible.length });
    // What is shown depends on how many are hidden; setting it again would be heard here again.
    if (before?.ours !== ours || before.visible !== visible.length) put(uri, visible);
  }

  function showAgain(uri: vscode.Uri): void {
    const known = found.get(uri.toString());
    if (known) show(uri, known.ours);
  }

  const registered = vscode.Disposable.from(
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      const held = unsaved.get(uri.toString());
      unsaved.delete(uri.toString());
      if (held) show(uri, held);
    }),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.forEach(showAgain)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('headroom')) return;
      for (const uri of [...found.keys()].map((key) => vscode.Uri.parse(key))) {
        found.set(uri.toString(), { ours: found.get(uri.toString())?.ours ?? [], visible: -1 });
        showAgain(uri);
      }
    }),
  );

  /** What was found in texts whose findings wait for them to be saved. */
  const unsaved = new Map<string, readonly vscode.Diagnostic[]>();

  return {
    handle(uri, diagnostics, next) {
      put = next;
      if (waitsForSave(uri) && isDirty(uri)) unsaved.set(uri.toString(), diagnostics);
      else {
        unsaved.delete(uri.toString());
        show(uri, diagnostics);
      }
    },
    dispose: () => registered.dispose(),
  };
}

function isDirty(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some(
    (document) => document.isDirty && document.uri.toString() === uri.toString(),
  );
}
