import * as vscode from 'vscode';
import type { JudgedFile } from '../service/contracts/service';
import { applyFix } from './applying';
import type { HeadroomClient } from './client';
import { range } from './convert';
import {
  type FindingNode,
  type FolderReview,
  findingsTree,
  type Grouping,
  type RuleNames,
  reviewOf,
  type Totals,
  totalsOf,
  totalsText,
} from './findingsTree';
import { say } from './say';
import { isEnabled } from './settings';

/** How long changes must rest before the workspace is looked at anew, in milliseconds. */
const DEBOUNCE = 400;

/** How long after a failure it is tried again, in milliseconds. */
const RETRY = 3000;

/** What the Findings view shows, for the status bar and for tests. */
export interface FindingsApi {
  /** The lines on show, the outermost ones. */
  nodes(): Promise<readonly FindingNode[]>;
  /** What was found, or `undefined` while the workspace is read for the first time. */
  totals(): Totals | undefined;
  /** How many files were recognised. */
  files(): number;
  /** The rules that report something, with how often. */
  rules(): ReadonlyMap<string, number>;
  /** Fires when the lines, or how far the reading is, have become others. */
  readonly onDidChange: vscode.Event<undefined>;
  /** What the view says above its lines: how far the reading is. */
  message(): string;
  /** The number on the view's icon: errors and warnings. */
  badge(): number;
}

/** The findings of the whole workspace, opened or not, by rule, file or severity. */
export function registerFindings(client: HeadroomClient): vscode.Disposable & FindingsApi {
  const changed = new vscode.EventEmitter<undefined>();
  let grouping: Grouping = 'rule';
  let reviews: readonly FolderReview[] | undefined;
  /** What is sure of a workspace that is read for the first time. */
  let early: readonly FolderReview[] = [];
  let named: ReadonlyMap<string, RuleNames> = new Map();
  let reading: Promise<void> | undefined;
  let isStale = true;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Reads until what was read is what holds. */
  async function read(): Promise<void> {
    tell(say('Reading the workspace'));
    while (isStale) {
      isStale = false;
      if (named.size === 0) {
        const rules = await client.request('headroom/rules', {});
        named = new Map(rules.map((rule) => [rule.id, rule]));
      }
      reviews = await reviewsOf(client, (message, sure) => {
        early = sure;
        tell(message);
      });
      early = [];
    }
    tell('');
    const { error, warning } = totalsOf(reviews ?? []);
    const value = error + warning;
    view.badge = { value, tooltip: totalsText(totalsOf(reviews ?? [])) };
    // Only then an empty view says that there is nothing.
    void vscode.commands.executeCommand('setContext', 'headroom.isRead', true);
    changed.fire(undefined);
  }

  function tell(message: string): void {
    // What is on show stays while it is read again.
    const shown = reviews ? '' : message;
    if ((view.message ?? '') === shown && early.length === 0) return;
    view.message = shown;
    changed.fire(undefined);
  }

  function settled(): Promise<void> {
    if (!isStale && !reading) return Promise.resolve();
    reading ??= read()
      .catch(() => {
        isStale = true;
        clearTimeout(timer);
        timer = setTimeout(() => void settled(), RETRY);
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }

  function refresh(): void {
    isStale = true;
    clearTimeout(timer);
    timer = setTimeout(() => void settled(), DEBOUNCE);
  }

  const tree = () => findingsTree(reviews ?? early, (rule) => named.get(rule), grouping);

  const view = vscode.window.createTreeView<FindingNode>('headroom.findings', {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren(node) {
        if (node) return [...node.children];
        void settled();
        return [...tree()];
      },
      getTreeItem,
    },
    showCollapseAll: true,
  });

  const registered = vscode.Disposable.from(
    view,
    changed,
    { dispose: () => clearTimeout(timer) },
    client.onDidChange(refresh),
    client.onDidAnalyse(refresh),
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      reviews = undefined;
      refresh();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('headroom.enable')) refresh();
    }),
    vscode.commands.registerCommand('headroom.showFindings', () =>
      vscode.commands.executeCommand('headroom.findings.focus'),
    ),
    vscode.commands.registerCommand('headroom.groupFindings', async (wanted?: Grouping) => {
      const chosen = wanted ?? (await pickGrouping(grouping));
      if (chosen === undefined || chosen === grouping) return;
      grouping = chosen;
      changed.fire(undefined);
    }),
    vscode.commands.registerCommand('headroom.explainFinding', ({ rule }: FindingNode) =>
      vscode.commands.executeCommand('headroom.explainRule', rule),
    ),
    vscode.commands.registerCommand('headroom.fixRule', async ({ rule }: FindingNode) => {
      const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
      const edit = rule && (await client.edit('headroom/fixRule', { folders, rule }));
      if (edit && edit.size > 0) await applyFix(edit, say('Fix {0}', rule ?? ''));
      else {
        const none = say('Headroom: {0} has no fix that can be made without you', rule ?? '');
        vscode.window.setStatusBarMessage(none, 6000);
      }
    }),
    vscode.commands.registerCommand('headroom.fixFinding', async ({ place }: FindingNode) => {
      if (!place) return;
      await vscode.window.showTextDocument(vscode.Uri.parse(place.uri), {
        selection: range(place.range),
      });
      await vscode.commands.executeCommand('editor.action.quickFix');
    }),
  );
  return {
    async nodes() {
      await settled();
      return tree();
    },
    totals: () => reviews && totalsOf(reviews),
    files: () => (reviews ?? []).reduce((sum, { review }) => sum + review.output.summary.files, 0),
    rules() {
      const found = new Map<string, number>();
      for (const { review } of reviews ?? []) {
        for (const { rule } of review.output.files.flatMap(({ findings }) => findings)) {
          found.set(rule, (found.get(rule) ?? 0) + 1);
        }
      }
      return found;
    },
    onDidChange: changed.event,
    message: () => view.message ?? '',
    badge: () => view.badge?.value ?? 0,
    dispose: () => registered.dispose(),
  };
}

async function reviewsOf(
  client: HeadroomClient,
  tell: (message: string, sure: readonly FolderReview[]) => void,
): Promise<readonly FolderReview[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const reviews: FolderReview[] = [];
  for (const { uri, name } of folders) {
    if (!isEnabled(uri)) continue;
    const base = uri.toString();
    const prefix = folders.length > 1 ? `${name}/` : '';
    const sure: JudgedFile[] = [];
    const review = await client.review({ uris: [base], base }, undefined, ({ message, judged }) => {
      sure.push(...(judged ?? []));
      const known = { prefix, review: reviewOf(sure) };
      if (message) tell(say('Reading {0}', message), [...reviews, known]);
    });
    if (review) reviews.push({ prefix, review });
  }
  return reviews;
}

async function pickGrouping(now: Grouping): Promise<Grouping | undefined> {
  const items: (vscode.QuickPickItem & { readonly grouping: Grouping })[] = [
    { label: say('By rule'), grouping: 'rule' },
    { label: say('By file'), grouping: 'file' },
    { label: say('By severity'), grouping: 'severity' },
  ];
  const picked = await vscode.window.showQuickPick(
    items.map((item) => (item.grouping === now ? { ...item, description: say('now') } : item)),
    { placeHolder: say('Group the findings') },
  );
  return picked?.grouping;
}

const ICONS = {
  error: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  warning: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  information: new vscode.ThemeIcon('info'),
  hint: new vscode.ThemeIcon('lightbulb'),
} as const;

function getTreeItem(node: FindingNode): vscode.TreeItem {
  const { Expanded, Collapsed, None } = vscode.TreeItemCollapsibleState;
  const state = node.children.length === 0 ? None : node.isOpen ? Expanded : Collapsed;
  const item = new vscode.TreeItem(node.label, state);
  item.id = node.id;
  item.description = node.description;
  item.tooltip = node.tooltip;
  item.accessibilityInformation = { label: node.spoken };
  item.contextValue = node.rule === null ? 'other' : node.place ? 'place' : 'rule';
  if (node.severity && node.children.length > 0) item.iconPath = ICONS[node.severity];
  if (node.severity === null && node.children.length > 0) {
    item.iconPath = new vscode.ThemeIcon('circle-slash');
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
