import * as vscode from 'vscode';
import { NEVER_CANCELLED } from '../service/contracts/ports';
import type { HeadroomService } from '../service/contracts/service';
import { diagnostic } from './convert';
import { isReviewed } from './documents';

/** How long typing must rest before findings are looked for, in milliseconds. */
const DEBOUNCE = 300;

/** Findings while typing, in the documents that are open. */
export function registerDiagnostics(service: () => HeadroomService): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('headroom');
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let stop: (() => void) | undefined;

  async function publish(document: vscode.TextDocument): Promise<void> {
    const uri = document.uri.toString();
    const { version, items } = await service().diagnostics(uri, NEVER_CANCELLED);
    if (document.isClosed || document.version !== version) return;
    collection.set(document.uri, items.map(diagnostic));
  }

  function tell(document: vscode.TextDocument): void {
    stop ??= service().onDidChange((uris) => {
      for (const open of vscode.workspace.textDocuments) {
        if (uris.includes(open.uri.toString())) schedule(open);
      }
    });
    service().open({
      uri: document.uri.toString(),
      languageId: document.languageId,
      version: document.version,
      text: document.getText(),
    });
  }

  function schedule(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    clearTimeout(timers.get(uri));
    timers.set(
      uri,
      setTimeout(() => {
        timers.delete(uri);
        if (!document.isClosed) void publish(document);
      }, DEBOUNCE),
    );
  }

  function opened(document: vscode.TextDocument): void {
    if (!isReviewed(document)) return;
    tell(document);
    void publish(document);
  }

  for (const document of vscode.workspace.textDocuments) opened(document);
  return vscode.Disposable.from(
    collection,
    { dispose: () => stop?.() },
    vscode.workspace.onDidOpenTextDocument(opened),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (!isReviewed(document)) return;
      tell(document);
      schedule(document);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (vscode.languages.match('*', document) === 0) return;
      collection.delete(document.uri);
      if (isReviewed(document)) service().close(document.uri.toString());
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('headroom')) return;
      collection.clear();
      for (const document of vscode.workspace.textDocuments) opened(document);
    }),
    watch(service),
  );
}

/** Files that change on disk count as well, once the service is at work. */
function watch(service: () => HeadroomService): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(
    '**/*.{conf,nginx,yaml,yml,json,ts,mts,cts,tsx,js,mjs,cjs,jsx,py,go,java}',
  );
  const changed = (uri: vscode.Uri) => service().fileChanged(uri.toString());
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(changed),
    watcher.onDidCreate(changed),
    watcher.onDidDelete(changed),
  );
}
