import * as vscode from 'vscode';
import type { ExplainedChecklist } from '../server/protocol';
import {
  type Answer,
  type AnsweredItem,
  type ChecklistGroup,
  isDone,
} from '../service/contracts/checklist';
import { type ChecklistFilter, isShown } from './checklistFilter';
import { labelOf } from './checklistLabels';
import type { HeadroomClient } from './client';
import { plain } from './markdown';
import { say } from './say';

/** What the checklist view shows and how it is answered, for tests too. */
export interface ChecklistApi {
  /** The checklists as they are shown, one a project; empty without a folder. */
  checklists(): Promise<readonly ExplainedChecklist[]>;
  /** Answers an item, or takes the answer back; written to the root's `headroom-checklist.yaml`. */
  answer(root: string, item: string, answer: Answer | null, reason?: string | null): Promise<void>;
  /** The items on show, by id. */
  shown(): Promise<readonly string[]>;
}

/** A line of the tree: a project, a group of its questions, or one question. */
interface Entry {
  readonly checklist: ExplainedChecklist;
  readonly group?: ChecklistGroup<AnsweredItem>;
  readonly item?: AnsweredItem;
}

/** The scaling checklist as a tree with checkboxes; a line a project where there are several. */
export function registerChecklist(client: HeadroomClient): vscode.Disposable & ChecklistApi {
  const changed = new vscode.EventEmitter<undefined>();
  let shown: Promise<readonly ExplainedChecklist[]> | undefined;
  let filter: ChecklistFilter = 'all';
  let isRead = false;

  function checklists(): Promise<readonly ExplainedChecklist[]> {
    if (shown) return shown;
    const reading = checklistsOf(client);
    // What is on show stays while it is read again.
    if (!isRead) view.message = say('Reading the workspace');
    const ended = (isWhole: boolean) => {
      // Another reading has begun, and says so itself.
      if (shown !== reading) return;
      isRead ||= isWhole;
      view.message = '';
      if (!isWhole) shown = undefined;
    };
    reading.then(
      () => ended(true),
      () => ended(false),
    );
    shown = reading;
    return reading;
  }

  function refresh(): void {
    shown = undefined;
    changed.fire(undefined);
  }

  async function answer(
    root: string,
    item: string,
    given: Answer | null,
    reason: string | null = null,
  ): Promise<void> {
    const tick = { folder: root, item, answer: given, reason };
    const { uri, text } = await client.request('headroom/tick', tick);
    await vscode.workspace.fs.writeFile(vscode.Uri.parse(uri), new TextEncoder().encode(text));
    await client.fileChanged(vscode.Uri.parse(uri));
    refresh();
  }

  const view = vscode.window.createTreeView<Entry>('headroom.checklist', {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      async getChildren(entry) {
        if (entry) return childrenOf(entry, filter);
        const entries = (await checklists()).map((checklist) => ({ checklist }));
        const [only] = entries;
        return only && entries.length === 1 ? childrenOf(only, filter) : entries;
      },
      getTreeItem,
    },
    // A tick is an answer, not a way to answer many at once.
    manageCheckboxStateManually: true,
  });

  const registered = vscode.Disposable.from(
    view,
    changed,
    client.onDidChange(refresh),
    view.onDidChangeCheckboxState(async ({ items }) => {
      for (const [{ checklist, item }, state] of items) {
        if (!item) continue;
        const ticked = state === vscode.TreeItemCheckboxState.Checked;
        // Taking back a tick of one's own leaves the answer to the workspace again.
        const given = ticked ? 'yes' : item.ticked === 'yes' ? null : 'no';
        await answer(checklist.root, item.id, given);
      }
    }),
    watchTicks(refresh),
    vscode.workspace.onDidChangeWorkspaceFolders(refresh),
    vscode.commands.registerCommand('headroom.answerItem', async (entry: Entry) => {
      if (!entry.item) return;
      const given = await pickAnswer(entry.item);
      if (given === undefined) return;
      const reason = given === null ? null : await askReason(entry.item);
      if (reason === undefined) return;
      await answer(entry.checklist.root, entry.item.id, given, reason);
    }),
    vscode.commands.registerCommand(
      'headroom.itemDoesNotApply',
      async ({ checklist, item }: Entry) => {
        const reason = item && (await askReason(item));
        if (item && reason) await answer(checklist.root, item.id, 'not-applicable', reason);
      },
    ),
    vscode.commands.registerCommand(
      'headroom.filterChecklist',
      async (wanted?: ChecklistFilter) => {
        const chosen = wanted ?? (await pickFilter(filter));
        if (chosen === undefined || chosen === filter) return;
        filter = chosen;
        view.description = filter === 'all' ? '' : FILTERS[filter];
        changed.fire(undefined);
      },
    ),
    vscode.commands.registerCommand('headroom.exportChecklist', async () => {
      const pages: string[] = [];
      for (const { root } of await checklists()) {
        pages.push(await client.request('headroom/checklistText', { folder: root }));
      }
      if (pages.length === 0) return;
      const content = pages.join('\n');
      const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
      await vscode.window.showTextDocument(document, { preview: false });
    }),
    vscode.commands.registerCommand('headroom.openChecklist', () =>
      vscode.commands.executeCommand('headroom.checklist.focus'),
    ),
  );
  return {
    checklists,
    answer,
    async shown() {
      const items = (await checklists()).flatMap(({ groups }) => groups.flatMap((g) => g.items));
      return items.filter((item) => isShown(item, filter)).map(({ id }) => id);
    },
    dispose: () => registered.dispose(),
  };
}

/** The checklists of the workspace's projects, those within others too; folders of one project share one. */
async function checklistsOf(client: HeadroomClient): Promise<readonly ExplainedChecklist[]> {
  const byRoot = new Map<string, ExplainedChecklist>();
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    for (const root of await client.request('headroom/roots', { folder: uri.toString() })) {
      if (byRoot.has(root)) continue;
      byRoot.set(root, await client.request('headroom/checklist', { folder: root }));
    }
  }
  return [...byRoot.values()];
}

function childrenOf({ checklist, group, item }: Entry, filter: ChecklistFilter): Entry[] {
  if (item) return [];
  const shownOf = ({ items }: ChecklistGroup<AnsweredItem>) =>
    items.filter((each) => isShown(each, filter));
  if (group) return shownOf(group).map((child) => ({ checklist, group, item: child }));
  const groups = checklist.groups.filter((each) => shownOf(each).length > 0);
  return groups.map((child) => ({ checklist, group: child }));
}

function getTreeItem({ checklist, group, item }: Entry): vscode.TreeItem {
  const treeItem = item ? itemOf(item, checklist) : group ? groupOf(group) : projectOf(checklist);
  treeItem.id = [checklist.root, group?.id, item?.id].filter(Boolean).join(' ');
  return treeItem;
}

function projectOf({ root }: ExplainedChecklist): vscode.TreeItem {
  const uri = vscode.Uri.parse(root);
  const name = vscode.workspace.getWorkspaceFolder(uri)?.name ?? uri.path.split('/').pop();
  const item = new vscode.TreeItem(name ?? root, vscode.TreeItemCollapsibleState.Expanded);
  item.iconPath = vscode.ThemeIcon.Folder;
  return item;
}

function groupOf(group: ChecklistGroup<AnsweredItem>): vscode.TreeItem {
  // What the workspace answers is seen at once; what only people know waits to be opened.
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const answered = group.items.some(({ found }) => found !== null);
  const item = new vscode.TreeItem(group.title, answered ? Expanded : Collapsed);
  item.description = say('{0} of {1}', group.items.filter(isDone).length, group.items.length);
  return item;
}

function itemOf(answered: AnsweredItem, { guides }: ExplainedChecklist): vscode.TreeItem {
  const item = new vscode.TreeItem(labelOf(answered.id));
  item.description = [description(answered), answered.text].filter(Boolean).join(' · ');
  if (answered.found === null) {
    // A checkbox means "we say so", and stands where the files say nothing.
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    item.checkboxState = {
      state: isDone(answered) ? Checked : Unchecked,
      accessibilityInformation: { label: answered.text },
    };
    item.contextValue = 'manual';
  } else {
    const state = STATES[answered.found];
    item.iconPath = state.icon;
    item.accessibilityInformation = {
      label: `${state.word}: ${answered.text}. ${item.description}`,
    };
    item.contextValue = 'answered';
  }
  item.tooltip = tooltip(answered, guides[answered.guide]);
  const [first] = answered.evidence;
  if (first) {
    const range = new vscode.Range(first.line, 0, first.line, 0);
    item.command = {
      title: say('Show'),
      command: 'vscode.open',
      arguments: [vscode.Uri.parse(first.uri), { selection: range }],
    };
  }
  return item;
}

/** What the files say of an item, as a picture and as a word. */
const STATES = {
  yes: {
    icon: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
    word: say('passing'),
  },
  no: {
    icon: new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed')),
    word: say('failing'),
  },
  partly: {
    icon: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
    word: say('partly'),
  },
  unknown: { icon: new vscode.ThemeIcon('question'), word: say('unknown') },
} as const;

/** In short, who answered; a tick does not hide what the workspace says. */
function description(item: AnsweredItem): string {
  const { ticked, reason } = item;
  const answer = answered(item);
  if (ticked === null || reason === null) return answer;
  if (ticked === 'not-applicable') return say('does not apply: {0}', reason);
  return [answer, say('we say {0}: {1}', ticked, reason)].filter(Boolean).join(' · ');
}

function answered({ ticked, found, says, evidence }: AnsweredItem): string {
  const isOfNodes = evidence.every((each) => 'holds' in each);
  const findings = evidence.length === 1 ? say('1 finding') : say('{0} findings', evidence.length);
  const answer = (isOfNodes ? says : findings) ?? '';
  if (found === 'no') return ticked === 'yes' ? say('ticked, but {0}', answer) : answer;
  if (ticked === 'not-applicable') return say('does not apply');
  return found === null ? '' : answer;
}

function tooltip(
  { text, says, evidence }: AnsweredItem,
  page: ExplainedChecklist['guides'][string] | undefined,
): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.appendMarkdown(plain(text));
  if (says !== null) markdown.appendMarkdown(`\n\n${plain(says)}`);
  for (const { path, line, message } of evidence.slice(0, 5)) {
    markdown.appendMarkdown(`\n\n${plain(`${path}:${line + 1}: ${message}`)}`);
  }
  if (page) markdown.appendMarkdown(`\n\n[${page.title}](${page.url})`);
  return markdown;
}

const FILTERS: Readonly<Record<ChecklistFilter, string>> = {
  all: say('Everything'),
  open: say('What is not done'),
  failing: say('What the files speak against'),
  manual: say('What only people know'),
};

async function pickFilter(now: ChecklistFilter): Promise<ChecklistFilter | undefined> {
  const items = (Object.keys(FILTERS) as ChecklistFilter[]).map((id) => ({
    ...{ id, label: FILTERS[id] },
    ...(id === now ? { description: say('now') } : {}),
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: say('Show') });
  return picked?.id;
}

/** Why a person says otherwise than the files; `undefined` where it was given up. */
async function askReason({ text, reason }: AnsweredItem): Promise<string | undefined> {
  const given = await vscode.window.showInputBox({
    title: text,
    prompt: say('Why? It is written beside it, for whoever reads it next.'),
    ...(reason === null ? {} : { value: reason }),
    validateInput: (value) => (value.trim() === '' ? say('A reason is needed.') : undefined),
  });
  return given?.trim();
}

/** What a person says instead of the files; `null` leaves it to them again. */
async function pickAnswer({ text, found }: AnsweredItem): Promise<Answer | null | undefined> {
  const items: (vscode.QuickPickItem & { readonly answer: Answer | null })[] = [
    { label: say('Yes'), answer: 'yes' },
    { label: say('No'), answer: 'no' },
    { label: say('Does not apply'), answer: 'not-applicable' },
    { label: found === null ? say('Not answered') : say('As the files say'), answer: null },
  ];
  return (await vscode.window.showQuickPick(items, { placeHolder: text }))?.answer;
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
