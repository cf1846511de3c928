import * as vscode from 'vscode';
import type { BudgetPlace } from '../service/contracts/capacity';
import type { FromPanel, Rendered, ToPanel, Wish } from '../webview/messages';
import { PANEL_TEXTS, type PanelTexts } from '../webview/texts';
import { boxAt, memberAt } from './boxAt';
import type { HeadroomClient } from './client';
import { messageFor, type Reading } from './diagramMessage';
import { diagramPage } from './diagramPage';
import { SCHEMES } from './documents';
import { say } from './say';

/** How long typing must rest before the drawing follows, in milliseconds. */
const DEBOUNCE = 120;

/** How long an empty panel stays empty before it says what it waits for, in milliseconds. */
const PATIENCE = 300;

/** What a new panel wants, until it says what it does. */
const FIRST_WISH: Wish = { view: null, open: [], most: 20, chosen: null };

/** The commands that an empty panel may run. */
const HELPFUL: readonly string[] = [
  'workbench.action.files.openFolder',
  'headroom.showFindings',
  'headroom.showLog',
];

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
  reading: Reading,
  start: { readonly uri: vscode.Uri | undefined; readonly locked: boolean },
  onRendered: (rendered: Rendered) => void,
): FollowingPanel {
  let { uri, locked } = start;
  let round = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wish = FIRST_WISH;
  let shown: ToPanel | undefined;
  let mermaid: string | undefined;
  /** Whether the panel says that it waits. */
  let isTold = false;

  /** Looks at the file and tells the panel; what is overtaken meanwhile is dropped. */
  async function update(): Promise<void> {
    clearTimeout(timer);
    const mine = ++round;
    const waiting = shown ? undefined : setTimeout(tellReading, PATIENCE);
    const answer = await messageFor(uri, locked, wish, client, reading);
    clearTimeout(waiting);
    if (mine !== round) return;
    const { message } = answer;
    shown = message;
    mermaid = answer.mermaid;
    panel.title = titleOf(message);
    void panel.webview.postMessage(message);
  }

  /** An empty panel says what it waits for. */
  function tellReading(): void {
    if (shown) return;
    isTold = true;
    const message: ToPanel = {
      ...{ type: 'nothing', file: '', uri: uri?.toString() ?? '', locked, views: [] },
      title: say('One moment'),
      reasons: [reading.message() || say('The project is being read.')],
      action: { title: say('Show Log'), command: 'headroom.showLog' },
    };
    void panel.webview.postMessage(message);
  }

  /** The box that is decided where the cursor stands is selected; nothing else changes. */
  function follow({ textEditor, selections }: vscode.TextEditorSelectionChangeEvent): void {
    if (shown?.type !== 'draw' || shown.content.kind !== 'system') return;
    const line = selections[0]?.active.line;
    const file = textEditor.document.uri.toString();
    const { boxes } = shown.content.drawing;
    const id = boxAt(boxes, file, line);
    // What stands in a fold is drawn by itself as long as the cursor is there.
    if (memberAt(boxes, file, line) !== null && isFollowed(file)) soon();
    else if (id) void panel.webview.postMessage({ type: 'select', id } satisfies ToPanel);
  }

  const isOfSystem = () => shown?.type === 'draw' && shown.content.kind === 'system';

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
      case 'ask':
        wish = message.wish;
        return update();
      case 'chosen':
        wish = message.wish;
        return;
      case 'environment': {
        const of = uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
        if (!of) return;
        const { environment } = message;
        await vscode.commands.executeCommand('headroom.selectEnvironment', String(of), environment);
        return update();
      }
      case 'rendered':
        return onRendered(message);
      case 'failed':
        console.error(`Headroom: a drawing failed: ${message.message}`);
        return;
      case 'reveal':
        return reveal(message.at, message.focus, panel);
      case 'act':
        if (HELPFUL.includes(message.command))
          await vscode.commands.executeCommand(message.command);
        return;
      case 'tell-limit': {
        const root = uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
        const { name, engine } = message;
        if (root) {
          const database = { root: String(root), name, engine };
          await vscode.commands.executeCommand('headroom.tellLimit', database);
        }
        return;
      }
      case 'lock':
        locked = message.locked;
        return turnTo(locked ? undefined : vscode.window.activeTextEditor?.document.uri);
      case 'copy':
        return copy(mermaid, message.fenced);
      case 'save':
        return save(uri, message.format, message.content);
    }
  }

  const isFollowed = (other: string) => uri?.toString() === other;
  const work = vscode.Disposable.from(
    reading.onDidChange(() => isTold && tellReading()),
    client.onDidChange((changed) => (isOfSystem() || changed.some(isFollowed)) && soon()),
    vscode.window.onDidChangeTextEditorSelection(follow),
    { dispose: () => clearTimeout(timer) },
    panel.webview.onDidReceiveMessage((data: unknown) => {
      if (isMessage(data)) void hear(data);
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      // Without an editor the panel itself is in front.
      if (
        !locked &&
        editor &&
        isDrawn(editor.document.uri) &&
        !isFollowed(String(editor.document.uri))
      ) {
        turnTo(editor.document.uri);
      }
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      const { scheme } = document.uri;
      if (scheme === 'output') return;
      if (isOfSystem() || isFollowed(document.uri.toString())) soon();
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

/** What nobody edits (a rule's page, a build, the other side of a comparison) leaves the drawing as it is. */
function isDrawn({ scheme }: vscode.Uri): boolean {
  return SCHEMES.includes(scheme);
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
    texts: panelTexts(),
    language: vscode.env.language,
  });
}

/** The panel has no translations of its own. */
function panelTexts(): PanelTexts {
  const entries = Object.entries(PANEL_TEXTS).map(([key, english]) => [key, say(english)]);
  return Object.fromEntries(entries) as PanelTexts;
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
    case 'ask':
    case 'chosen':
      return isWish(message.wish);
    case 'environment':
      return isName(message.environment);
    case 'tell-limit':
      return typeof message.name === 'string' && typeof message.engine === 'string';
    case 'copy':
      return typeof message.fenced === 'boolean';
    case 'act':
      return typeof message.command === 'string';
    case 'reveal':
      return isPlace(message.at);
    case 'rendered':
      return typeof message.uri === 'string' && areTexts(message.nodes) && areTexts(message.edges);
    case 'failed':
      return typeof message.message === 'string';
    case 'lock':
      return typeof message.locked === 'boolean';
    case 'save':
      return (
        (message.format === 'svg' || message.format === 'png') &&
        typeof message.content === 'string'
      );
    default:
      return false;
  }
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isWish(value: unknown): value is Wish {
  if (typeof value !== 'object' || value === null) return false;
  const { view, open, most, chosen } = value as Record<string, unknown>;
  return isName(view) && areTexts(open) && typeof most === 'number' && isName(chosen);
}

function isName(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

function isPlace(value: unknown): value is BudgetPlace {
  if (typeof value !== 'object' || value === null) return false;
  const { uri, range } = value as Partial<BudgetPlace>;
  return typeof uri === 'string' && typeof range?.start?.line === 'number';
}

function titleOf(message: ToPanel): string {
  if (message.type === 'draw' && message.view !== 'file') {
    const { title } = message.views.find(({ id }) => id === message.view) ?? {
      title: message.view,
    };
    return say('Diagram: {0}', title);
  }
  const file = message.type === 'select' ? '' : message.file;
  return file === '' ? say('Scaling Diagram') : say('Diagram: {0}', file);
}

/** Shows a place beside the panel; the panel keeps the keyboard unless it is asked to give it. */
async function reveal(
  { uri, range: { start, end } }: BudgetPlace,
  focus: boolean,
  panel: vscode.WebviewPanel,
): Promise<void> {
  const target = vscode.Uri.parse(uri);
  // What comes out of a webview may be anything: only files of the workspace are opened.
  if (!vscode.workspace.getWorkspaceFolder(target)) return;
  const other = vscode.window.visibleTextEditors.find(
    ({ viewColumn }) => viewColumn !== panel.viewColumn,
  );
  const viewColumn =
    other?.viewColumn ??
    (panel.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One);
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(target, { viewColumn, selection, preserveFocus: !focus });
}

async function copy(mermaid: string | undefined, fenced: boolean): Promise<void> {
  if (mermaid === undefined) return;
  await vscode.env.clipboard.writeText(fenced ? `\`\`\`mermaid\n${mermaid}\`\`\`\n` : mermaid);
  vscode.window.setStatusBarMessage(say('The diagram is on the clipboard as Mermaid text.'), 4000);
}

async function save(
  uri: vscode.Uri | undefined,
  format: 'svg' | 'png',
  content: string,
): Promise<void> {
  const near = uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    ...(near ? { defaultUri: near.with({ path: `${near.path}.${format}` }) } : {}),
    filters:
      format === 'svg' ? { [say('SVG picture')]: ['svg'] } : { [say('PNG picture')]: ['png'] },
  });
  if (!target) return;
  const bytes =
    format === 'svg'
      ? new TextEncoder().encode(content)
      : Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  await vscode.workspace.fs.writeFile(target, bytes);
}
