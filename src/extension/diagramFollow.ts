import * as vscode from 'vscode';
import type { FromPanel, Rendered } from '../webview/messages';
import type { HeadroomClient } from './client';
import { messageFor } from './diagramMessage';
import { diagramPage } from './diagramPage';

/** How long typing must rest before the drawing follows, in milliseconds. */
const DEBOUNCE = 300;

/** A panel at work. */
export interface FollowingPanel {
  isLocked(): boolean;
  /** Brings the panel to the front with this file; without one it stays with its own. */
  show(uri: vscode.Uri | undefined, column: vscode.ViewColumn): void;
}

/**
 * Keeps a panel showing the active file, or the one it is locked to, through every edit, until the
 * panel is closed.
 */
export function follow(
  panel: vscode.WebviewPanel,
  extension: vscode.Uri,
  client: HeadroomClient,
  start: { readonly uri: vscode.Uri | undefined; readonly locked: boolean },
  onRendered: (rendered: Rendered) => void,
): FollowingPanel {
  let { uri, locked } = start;
  let round = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Looks at the file and tells the panel; what is overtaken meanwhile is dropped. */
  async function update(): Promise<void> {
    clearTimeout(timer);
    const mine = ++round;
    const message = await messageFor(uri, locked, client);
    if (mine !== round) return;
    panel.title = message.file === '' ? 'Scaling Diagram' : `Diagram: ${message.file}`;
    void panel.webview.postMessage(message);
  }

  function soon(): void {
    round++;
    clearTimeout(timer);
    timer = setTimeout(() => void update(), DEBOUNCE);
  }

  function turnTo(next: vscode.Uri | undefined): void {
    if (next) uri = next;
    void update();
  }

  async function hear(message: FromPanel): Promise<void> {
    switch (message.type) {
      case 'ready':
        return update();
      case 'rendered':
        return onRendered(message);
      case 'failed':
        void vscode.window.showErrorMessage(`Headroom: ${message.message}`);
        return;
      case 'lock':
        locked = message.locked;
        return turnTo(locked ? undefined : vscode.window.activeTextEditor?.document.uri);
      case 'copy':
        return uri && copy(uri, client);
      case 'save':
        return uri && save(uri, message.svg);
    }
  }

  const isFollowed = (other: string) => uri?.toString() === other;
  const work = vscode.Disposable.from(
    client.onDidChange((changed) => changed.some(isFollowed) && soon()),
    { dispose: () => clearTimeout(timer) },
    panel.webview.onDidReceiveMessage((data: unknown) => {
      if (isMessage(data)) void hear(data);
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      // Without an editor the panel itself is in front.
      if (!locked && editor && !isFollowed(editor.document.uri.toString())) {
        turnTo(editor.document.uri);
      }
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (isFollowed(document.uri.toString())) soon();
    }),
  );
  panel.onDidDispose(() => {
    round++;
    work.dispose();
  });
  load(panel.webview, extension);
  return {
    isLocked: () => locked,
    show(next, column) {
      panel.reveal(column, column === vscode.ViewColumn.Beside);
      turnTo(next);
    },
  };
}

function load(webview: vscode.Webview, extension: vscode.Uri): void {
  const built = vscode.Uri.joinPath(extension, 'dist', 'webview');
  const media = vscode.Uri.joinPath(extension, 'media');
  // Set here and not at creation: a revived panel has lost them.
  webview.options = { enableScripts: true, localResourceRoots: [built, media] };
  webview.html = diagramPage({
    cspSource: webview.cspSource,
    script: webview.asWebviewUri(vscode.Uri.joinPath(built, 'panel.js')).toString(),
    style: webview.asWebviewUri(vscode.Uri.joinPath(media, 'panel.css')).toString(),
    nonce: nonce(),
  });
}

/** `randomUUID` would do, but a web editor served without TLS has none. */
function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What comes out of a webview is checked, whoever wrote it. */
function isMessage(data: unknown): data is FromPanel {
  if (typeof data !== 'object' || data === null) return false;
  const message = data as Record<string, unknown>;
  switch (message.type) {
    case 'ready':
    case 'copy':
      return true;
    case 'rendered':
      return typeof message.uri === 'string' && areTexts(message.nodes) && areTexts(message.edges);
    case 'failed':
      return typeof message.message === 'string';
    case 'lock':
      return typeof message.locked === 'boolean';
    case 'save':
      return typeof message.svg === 'string';
    default:
      return false;
  }
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

async function copy(uri: vscode.Uri, client: HeadroomClient): Promise<void> {
  const diagram = await client.request('headroom/diagram', { uri: uri.toString() });
  if (!diagram) return;
  await vscode.env.clipboard.writeText(diagram.mermaid);
  vscode.window.setStatusBarMessage('The diagram is on the clipboard as Mermaid text.', 4000);
}

async function save(uri: vscode.Uri, svg: string): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    defaultUri: uri.with({ path: `${uri.path}.svg` }),
    filters: { 'SVG picture': ['svg'] },
  });
  if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(svg));
}
