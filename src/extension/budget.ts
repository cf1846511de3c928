import * as vscode from 'vscode';
import type { Capacity } from '../service/contracts/capacity';
import { type BudgetNode, budgetTree, inEnvironment, missingIn } from './budgetTree';
import type { HeadroomClient } from './client';
import { range } from './convert';
import type { FindingsApi } from './findings';
import { say } from './say';

/** How long typing must rest before places are looked up anew, in milliseconds. */
const DEBOUNCE = 500;

/** How long after a failure it is tried again, in milliseconds. */
const RETRY = 3000;

/** What the Connection Budget view shows, for tests too. */
export interface BudgetApi {
  /** The lines on show, the outermost ones. */
  nodes(): Promise<readonly BudgetNode[]>;
  /** The budgets themselves, one a project. */
  capacities(): Promise<readonly Capacity[]>;
  /** Fires when they may have become others. */
  readonly onDidChange: vscode.Event<undefined>;
  /** What the view says where there is no budget; empty where there is one. */
  message(): string;
}

/** The Capacity view: the connection budget of each database, as a tree whose figures open where they come from. */
export function registerBudget(
  client: HeadroomClient,
  reading: Pick<FindingsApi, 'message' | 'onDidChange'>,
): vscode.Disposable & BudgetApi {
  const changed = new vscode.EventEmitter<undefined>();
  let shown: Promise<readonly Capacity[]> | undefined;
  /** The files that the figures on show stand in. */
  let places: ReadonlySet<string> = new Set();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRead = false;

  function capacities(): Promise<readonly Capacity[]> {
    if (shown) return shown;
    const reading = read(() => shown === reading);
    // What is on show stays while it is read again.
    tellReading();
    reading.catch(() => {
      if (shown !== reading) return;
      shown = undefined;
      clearTimeout(timer);
      timer = setTimeout(refresh, RETRY);
    });
    shown = reading;
    return reading;
  }

  /** How far the reading is, until there is something to show. */
  function tellReading(): void {
    if (!isRead) view.message = reading.message() || say('Reading the workspace');
  }

  /** Of several readings under way the newest says what is on show. */
  async function read(isNewest: () => boolean): Promise<readonly Capacity[]> {
    const found = await capacitiesOf(client);
    if (isNewest()) {
      isRead = true;
      view.message = missingIn(found) ?? '';
      places = new Set(placesOf(found));
    }
    return found;
  }

  const nodes = async () => budgetTree(await capacities(), nameOf);

  function refresh(): void {
    shown = undefined;
    changed.fire(undefined);
  }

  const view = vscode.window.createTreeView<BudgetNode>('headroom.budget', {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async (node) => [...(node ? node.children : await nodes())],
      getTreeItem,
    },
  });

  const registered = vscode.Disposable.from(
    view,
    changed,
    client.onDidChange(refresh),
    reading.onDidChange(() => shown && tellReading()),
    { dispose: () => clearTimeout(timer) },
    // A line more changes no figure, but where it stands.
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (!places.has(document.uri.toString())) return;
      clearTimeout(timer);
      timer = setTimeout(refresh, DEBOUNCE);
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(refresh),
    vscode.commands.registerCommand('headroom.showBudget', () =>
      vscode.commands.executeCommand('headroom.budget.focus'),
    ),
    vscode.commands.registerCommand('headroom.copyArithmetic', async (node?: BudgetNode) => {
      const chosen = node ? [node] : await nodes();
      await vscode.env.clipboard.writeText(outlineOf(chosen, '').join('\n'));
      vscode.window.setStatusBarMessage(say('Headroom: the arithmetic is on the clipboard.'), 4000);
    }),
  );
  return {
    nodes,
    capacities,
    onDidChange: changed.event,
    message: () => view.message ?? '',
    dispose: () => registered.dispose(),
  };
}

/** The capacities of the workspace's projects, those within others too, in the selected environment of each. */
async function capacitiesOf(client: HeadroomClient): Promise<readonly Capacity[]> {
  const byRoot = new Map<string, Capacity>();
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    for (const root of await client.request('headroom/roots', { folder: uri.toString() })) {
      if (byRoot.has(root)) continue;
      const [capacity, environments] = await Promise.all([
        client.request('headroom/capacity', { folder: root }),
        client.request('headroom/environments', { folder: root }),
      ]);
      byRoot.set(root, inEnvironment(capacity, environments));
    }
  }
  return [...byRoot.values()];
}

function placesOf(capacities: readonly Capacity[]): readonly string[] {
  return capacities.flatMap(({ budgets, uncounted }) => [
    ...uncounted.map(({ at }) => at.uri),
    ...budgets.flatMap(({ limitAt, rows }) => [
      ...(limitAt ? [limitAt.uri] : []),
      ...rows.flatMap(({ pool, most, processes }) =>
        [pool, most, processes].flatMap(({ at }) => (at ? [at.uri] : [])),
      ),
    ]),
  ]);
}

/** Lines as they are on show, a level deeper for each indent. */
function outlineOf(nodes: readonly BudgetNode[], indent: string): readonly string[] {
  return nodes.flatMap(({ label, description, children }) => [
    `${indent}${label}${description ? `: ${description}` : ''}`,
    ...outlineOf(children, `${indent}  `),
  ]);
}

function nameOf(root: string): string {
  const uri = vscode.Uri.parse(root);
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder?.uri.toString() === root) return folder.name;
  return folder ? vscode.workspace.asRelativePath(uri) : (root.split('/').pop() ?? root);
}

function getTreeItem(node: BudgetNode): vscode.TreeItem {
  const { Expanded, Collapsed, None } = vscode.TreeItemCollapsibleState;
  const state = node.children.length === 0 ? None : node.isOpen ? Expanded : Collapsed;
  const item = new vscode.TreeItem(node.label, state);
  item.id = node.id;
  item.description = node.description;
  item.tooltip = `${node.label}: ${node.description}`;
  item.contextValue = node.undeclared ? 'undeclared' : 'figure';
  if (node.icon) {
    const colour = node.isOver ? new vscode.ThemeColor('list.warningForeground') : undefined;
    item.iconPath = new vscode.ThemeIcon(node.icon, colour);
  }
  if (node.place) {
    item.command = {
      title: say('Show'),
      command: 'vscode.open',
      arguments: [vscode.Uri.parse(node.place.uri), { selection: range(node.place.range) }],
    };
  }
  return item;
}
