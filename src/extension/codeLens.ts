import * as vscode from 'vscode';
import type { HeadroomService } from '../service/contracts/service';
import { isReviewed, SELECTOR } from './documents';
import { showsLenses } from './settings';

/** The connection budget above the pool and the autoscaler it is made of. */
export function registerCodeLenses(service: () => HeadroomService): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let stop: (() => void) | undefined;
  return vscode.Disposable.from(
    changed,
    { dispose: () => stop?.() },
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('headroom')) changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(SELECTOR, {
      onDidChangeCodeLenses: changed.event,
      async provideCodeLenses(document) {
        if (!isReviewed(document) || !showsLenses(document.uri)) return [];
        // A lens needs the whole project, which is read in the background.
        stop ??= service().onDidChange(() => changed.fire());
        const lenses = await service().codeLenses(document.uri.toString());
        return lenses.map(({ at, title }) => {
          const range = new vscode.Range(at.line, at.character, at.line, at.character);
          return new vscode.CodeLens(range, { title, command: '' });
        });
      },
    }),
  );
}
