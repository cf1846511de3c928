import * as vscode from 'vscode';
import { citation } from '../service/citations';
import {
  type Answer,
  type AnsweredItem,
  type Checklist,
  type ChecklistGroup,
  isDone,
} from '../service/contracts/checklist';
import type { HeadroomService } from '../service/contracts/service';

/** What the checklist view shows and how it is answered, for tests too. */
export interface ChecklistApi {
  /** The groups as they are shown; empty without a folder. */
  groups(): Promise<readonly ChecklistGroup<AnsweredItem>[]>;
  /** Answers an item, or takes the answer back; written to `headroom-checklist.yaml`. */
  answer(item: string, answer: Answer | null): Promise<void>;
}

type Entry = { readonly group: ChecklistGroup<AnsweredItem>; readonly item?: AnsweredItem };

/** The scaling checklist as a tree with checkboxes. */
export function registerChecklist(
  service: () => HeadroomService,
): vscode.Disposable & ChecklistApi {
  const changed = new vscode.EventEmitter<undefined>();
  let stop: (() => void) | undefined;
  let shown: Promise<Checklist | undefined> | undefined;

  function load(): Promise<Checklist | undefined> {
    stop ??= service().onDidChange(refresh);
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.toString();
    shown ??= folder === undefined ? Promise.resolve(undefined) : service().checklist(folder);
    return shown;
  }

  function refresh(): void {
    shown = undefined;
    changed.fire(undefined);
  }

  const groups = async () => (await load())?.groups ?? [];

  async function answer(item: string, given: Answer | null): Promise<void> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.toString();
    if (folder === undefined) return;
    const { uri, text } = await service().tick(folder, item, given);
    await vscode.workspace.fs.writeFile(vscode.Uri.parse(uri), new TextEncoder().encode(text));
    refresh();
  }

  const view = vscode.window.createTreeView<Entry>('headroom.checklist', {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      async getChildren(entry) {
        if (entry) return entry.group.items.map((item) => ({ group: entry.group, item }));
        return (await groups()).map((group) => ({ group }));
      },
      getTreeItem: ({ group, item }) => (item ? itemOf(item) : groupOf(group)),
    },
    // A tick is an answer, not a way to answer many at once.
    manageCheckboxStateManually: true,
  });

  const registered = vscode.Disposable.from(
    view,
    changed,
    { dispose: () => stop?.() },
    view.onDidChangeCheckboxState(async ({ items }) => {
      for (const [{ item }, state] of items) {
        if (!item) continue;
        const ticked = state === vscode.TreeItemCheckboxState.Checked;
        // Taking back a tick of one's own leaves the answer to the workspace again.
        await answer(item.id, ticked ? 'yes' : item.ticked === 'yes' ? null : 'no');
      }
    }),
    watchTicks(refresh),
    vscode.workspace.onDidChangeWorkspaceFolders(refresh),
    vscode.commands.registerCommand('headroom.openChecklist', () =>
      vscode.commands.executeCommand('headroom.checklist.focus'),
    ),
  );
  return { groups, answer, dispose: () => registered.dispose() };
}

function groupOf(group: ChecklistGroup<AnsweredItem>): vscode.TreeItem {
  // What the workspace answers is seen at once; what only people know waits to be opened.
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const answered = group.items.some(({ found }) => found !== null);
  const item = new vscode.TreeItem(group.title, answered ? Expanded : Collapsed);
  item.id = group.id;
  item.description = `${group.items.filter(isDone).length} of ${group.items.length}`;
  return item;
}

function itemOf(answered: AnsweredItem): vscode.TreeItem {
  const item = new vscode.TreeItem(answered.text);
  item.id = answered.id;
  item.checkboxState = isDone(answered)
    ? vscode.TreeItemCheckboxState.Checked
    : vscode.TreeItemCheckboxState.Unchecked;
  item.description = description(answered);
  item.tooltip = tooltip(answered);
  const [first] = answered.evidence;
  if (first) {
    const range = new vscode.Range(first.line, 0, first.line, 0);
    item.command = {
      title: 'Show',
      command: 'vscode.open',
      arguments: [vscode.Uri.parse(first.uri), { selection: range }],
    };
  }
  return item;
}

/** In short, who answered; a tick does not hide what the workspace says. */
function description({ ticked, found, evidence }: AnsweredItem): string {
  const [first] = evidence;
  const more = evidence.length > 1 ? ` and ${evidence.length - 1} more` : '';
  if (found === 'no') {
    const findings = `${evidence.length} finding${evidence.length === 1 ? '' : 's'}`;
    return ticked === 'yes' ? `ticked, but ${findings}` : findings;
  }
  if (ticked === 'not-applicable') return 'does not apply';
  return found === 'yes' && first ? `${first.path}:${first.line + 1}${more}` : '';
}

function tooltip({ text, guide, evidence }: AnsweredItem): vscode.MarkdownString {
  const { title, url } = citation(guide);
  const markdown = new vscode.MarkdownString();
  markdown.appendText(text);
  for (const { path, line, message } of evidence.slice(0, 5)) {
    markdown.appendMarkdown('\n\n');
    markdown.appendText(`${path}:${line + 1}: ${message}`);
  }
  markdown.appendMarkdown(`\n\n[${title}](${url})`);
  return markdown;
}

/** Teams edit the file by hand as well. */
function watchTicks(refresh: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher('**/headroom-checklist.yaml');
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(refresh),
    watcher.onDidCreate(refresh),
    watcher.onDidDelete(refresh),
  );
}
