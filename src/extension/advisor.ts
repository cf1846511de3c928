import * as vscode from 'vscode';
import { problemWith } from '../service/advisor/questions';
import { adviceText, MARKDOWN } from '../service/advisor/words';
import type { AnsweredQuestion } from '../service/contracts/advice';
import type { HeadroomService } from '../service/contracts/service';
import { chosenFolder } from './folders';

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
export function registerAdvisor(service: () => HeadroomService): vscode.Disposable {
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
        const folder = await chosenFolder('advice is given for the files of a folder.');
        if (!folder) return undefined;
        const root = await rootOf(service(), folder);
        const answers = given ?? (await ask(service(), root));
        if (!answers) return undefined;
        page = adviceText(await service().advise(root, answers), MARKDOWN);
        changed.fire(PAGE);
        await vscode.commands.executeCommand('markdown.showPreview', PAGE);
        return page;
      },
    ),
  );
}

/** The project of the active editor within a folder, else that of the folder. */
async function rootOf(service: HeadroomService, folder: vscode.Uri): Promise<string> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const about =
    active && vscode.workspace.getWorkspaceFolder(active)?.uri.toString() === folder.toString()
      ? active
      : folder;
  const [root] = await service.roots(about.toString());
  return root ?? folder.toString();
}

/** The answers of a person, question by question; each may bring up others. */
async function ask(
  service: HeadroomService,
  root: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  const answers: Record<string, string> = {};
  const skipped = new Set<string>();
  for (;;) {
    const { questions } = await service.advise(root, answers);
    const next = questions.find(({ id, answer }) => answer === null && !skipped.has(id));
    if (!next) return answers;
    const outcome = next.unit === null ? await pick(next) : await enter(next);
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
    { label: 'I do not know', outcome: 'skip' },
    { label: 'That is all I know', outcome: 'enough' },
  ];
  const [shown] = evidence;
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Recommend a Scaling Strategy',
    placeHolder: shown ? `${text} (${shown.path}:${shown.line + 1}: ${shown.message})` : text,
  });
  return picked?.outcome ?? 'cancel';
}

async function enter({ id, text, unit }: AnsweredQuestion): Promise<Outcome> {
  const entered = await vscode.window.showInputBox({
    title: 'Recommend a Scaling Strategy',
    prompt: `${text} In ${unit}; empty where it is not known.`,
    validateInput: (value) => (value.trim() === '' ? undefined : problemWith(id, value.trim())),
  });
  if (entered === undefined) return 'cancel';
  return entered.trim() === '' ? 'skip' : { answer: entered.trim() };
}
