import * as vscode from 'vscode';
import { NEVER_CANCELLED } from '../service/contracts/ports';
import type { HeadroomService } from '../service/contracts/service';
import { diagnostic } from './convert';
import { isReviewed } from './documents';
import { isEnabled, isTraced, waitsForSave } from './settings';
import { withoutTwins } from './twins';

/** How long typing must rest before findings are looked for, in milliseconds. */
const DEBOUNCE = 300;

/** The same for closed files whose findings rest on other files, in milliseconds. */
const CLOSED_DEBOUNCE = 1000;

/** The findings on show: of open documents, and of closed files that a review has covered. */
export interface ShownDiagnostics extends vscode.Disposable {
  /** Shows the findings of these files, and keeps showing them while the files are closed. */
  showReviewed(uris: readonly string[]): Promise<void>;
}

/** What was found in a file, and how much of it is shown. */
interface Shown {
  readonly ours: readonly vscode.Diagnostic[];
  readonly visible: number;
}

/** Findings while typing or on save, in open documents and in reviewed closed files. */
export function registerDiagnostics(
  service: () => HeadroomService,
  log: vscode.LogOutputChannel,
): ShownDiagnostics {
  const collection = vscode.languages.createDiagnosticCollection('headroom');
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Files that Review Workspace has covered; they keep their findings when they are closed. */
  const reviewed = new Set<string>();
  /** Everything found, of which some may not be shown. */
  const found = new Map<string, Shown>();
  let stop: (() => void) | undefined;
  let closedTimer: ReturnType<typeof setTimeout> | undefined;

  async function publish(uri: vscode.Uri, isCurrent: (version: number) => boolean): Promise<void> {
    const started = Date.now();
    const { version, items } = await service().diagnostics(uri.toString(), NEVER_CANCELLED);
    if (isTraced()) {
      const count = items.length === 1 ? '1 finding' : `${items.length} findings`;
      log.info(`${uri.toString(true)}: ${count} in ${Date.now() - started} ms`);
    }
    if (isCurrent(version)) show(uri, items.map(diagnostic));
  }

  /** What the YAML extension says as well is left to it; it may say so later than we do. */
  function show(uri: vscode.Uri, ours: readonly vscode.Diagnostic[]): void {
    const visible = withoutTwins(ours, vscode.languages.getDiagnostics(uri));
    const before = found.get(uri.toString());
    found.set(uri.toString(), { ours, visible: visible.length });
    // What is shown depends on how many are hidden; setting it again would be heard here again.
    if (before?.ours !== ours || before.visible !== visible.length) collection.set(uri, visible);
  }

  function publishOpen(document: vscode.TextDocument): Promise<void> {
    return publish(
      document.uri,
      (version) => !document.isClosed && document.version === version && isReviewed(document),
    );
  }

  function publishClosed(uri: string): Promise<void> {
    const parsed = vscode.Uri.parse(uri);
    return publish(parsed, () => !openDocument(uri) && isEnabled(parsed));
  }

  function tell(document: vscode.TextDocument): void {
    stop ??= service().onDidChange((uris) => {
      for (const open of uris.map(openDocument)) {
        if (open && !(open.isDirty && waitsForSave(open.uri))) schedule(open);
      }
      clearTimeout(closedTimer);
      closedTimer = setTimeout(refreshClosed, CLOSED_DEBOUNCE);
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
        if (!document.isClosed) void publishOpen(document);
      }, DEBOUNCE),
    );
  }

  function opened(document: vscode.TextDocument): void {
    if (!isReviewed(document)) return;
    tell(document);
    void publishOpen(document);
  }

  function closed(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    // Where nothing has been told, nobody listens, and the service need not be made for this.
    if (stop) service().close(uri);
    if (reviewed.has(uri)) void publishClosed(uri);
    else {
      collection.delete(document.uri);
      found.delete(uri);
    }
  }

  function refresh(): void {
    collection.clear();
    found.clear();
    for (const document of vscode.workspace.textDocuments) opened(document);
    refreshClosed();
  }

  function refreshClosed(): void {
    for (const uri of reviewed) if (!openDocument(uri)) void publishClosed(uri);
  }

  for (const document of vscode.workspace.textDocuments) opened(document);
  const registered = vscode.Disposable.from(
    collection,
    { dispose: () => stop?.() },
    vscode.workspace.onDidOpenTextDocument(opened),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (!isReviewed(document)) return;
      tell(document);
      if (!waitsForSave(document.uri)) schedule(document);
    }),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (isReviewed(document) && waitsForSave(document.uri)) void publishOpen(document);
    }),
    vscode.workspace.onDidCloseTextDocument(closed),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      for (const uri of uris) {
        const known = found.get(uri.toString());
        if (known !== undefined) show(uri, known.ours);
      }
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('headroom')) refresh();
    }),
    watch((uri) => {
      service().fileChanged(uri.toString());
      if (reviewed.has(uri.toString()) && !openDocument(uri.toString())) {
        void publishClosed(uri.toString());
      }
    }),
  );
  return {
    async showReviewed(uris) {
      for (const uri of uris) {
        reviewed.add(uri);
        if (!openDocument(uri)) await publishClosed(uri);
      }
    },
    dispose: () => registered.dispose(),
  };
}

function openDocument(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
}

/**
 * Files that change on disk count as well, once the service is at work. It knows which names matter:
 * nginx has files without an extension, and a pattern here would be a second list.
 */
function watch(changed: (uri: vscode.Uri) => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(changed),
    watcher.onDidCreate(changed),
    watcher.onDidDelete(changed),
  );
}
