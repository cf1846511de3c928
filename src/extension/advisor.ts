import * as vscode from 'vscode';
import type { AnsweredQuestion } from '../service/contracts/advice';
import type { HeadroomClient } from './client';
import { chosenFolder } from './folders';
import { say } from './say';

const SCHEME = 'headroom-advice';
const PAGE = vscode.Uri.from({ scheme: SCHEME, path: '/Scaling advice.md' });

/** What came of a question. */
type Outcome =
  | { readonly answer: string }
  /** This one is not known; none of the others is; asking was given up. */
  | 'skip'
  | 'enough'
  | 'cancel';

/**
 * "Recommend a Scaling Strategy": asks what the files do not answer, and shows the advice as a page.
 * Called with answers, it asks nothing.
 */
export function registerAdvisor(client: HeadroomClient): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  let page = '';
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => page,
    }),
    vscode.commands.registerCommand(
      'headroom.recommendStrategy',
      async (given?: Readonly<Record<string, string>>) => {
        const folder = await chosenFolder(say('advice is given for the files of a folder.'));
        if (!folder) return undefined;
        const root = await rootOf(client, folder);
        const answers = given ?? (await ask(client, root));
        if (!answers) return undefined;
        ({ page } = await client.request('headroom/advise', { folder: root, answers }));
        changed.fire(PAGE);
        await vscode.commands.executeCommand('markdown.showPreview', PAGE);
        return page;
      },
    ),
  );
}

/** The project of the active editor within a folder, else that of the folder. */
async function rootOf(client: HeadroomClient, folder: vscode.Uri): Promise<string> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const about =
    active && vscode.workspace.getWorkspaceFolder(active)?.uri.toString() === folder.toString()
      ? active
      : folder;
  const [root] = await client.request('headroom/roots', { folder: about.toString() });
  return root ?? folder.toString();
}

/** The answers of a person, question by question; each may bring up others. */
async function ask(
  client: HeadroomClient,
  root: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  const answers: Record<string, string> = {};
  const skipped = new Set<string>();
  for (;;) {
    const { advice } = await client.request('headroom/advise', { folder: root, answers });
    const next = advice.questions.find(({ id, answer }) => answer === null && !skipped.has(id));
    if (!next) return answers;
    const outcome = next.unit === null ? await pick(next) : await enter(client, next);
    if (outcome === 'cancel') return undefined;
    if (outcome === 'enough') return answers;
    if (outcome === 'skip') skipped.add(next.id);
    else answers[next.id] = outcome.answer;
  }
}

async function pick({ text, options, evidence }: AnsweredQuestion): Promise<Outcome> {
  const items: (vscode.QuickPickItem & { readonly outcome?: Outcome })[] = [
    ...options.map(({ value, text: label }) => ({ label, outcome: { answer: value } })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: say('I do not know'), outcome: 'skip' },
    { label: say('That is all I know'), outcome: 'enough' },
  ];
  const [shown] = evidence;
  const picked = await vscode.window.showQuickPick(items, {
    title: say('Recommend a Scaling Strategy'),
    placeHolder: shown ? `${text} (${shown.path}:${shown.line + 1}: ${shown.message})` : text,
  });
  return picked?.outcome ?? 'cancel';
}

async function enter(
  client: HeadroomClient,
  { id, text, unit }: AnsweredQuestion,
): Promise<Outcome> {
  const entered = await vscode.window.showInputBox({
    title: say('Recommend a Scaling Strategy'),
    prompt: say('{0} In {1}; empty where it is not known.', text, unit ?? ''),
    validateInput: (value) =>
      value.trim() === ''
        ? undefined
        : client.request('headroom/checkAnswer', { question: id, answer: value.trim() }),
  });
  if (entered === undefined) return 'cancel';
  return entered.trim() === '' ? 'skip' : { answer: entered.trim() };
}
