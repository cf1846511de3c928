import * as vscode from 'vscode';
import { atLeast, type Severity } from '../service/contracts/finding';
import type { OutputFile } from '../service/contracts/output';
import type { HeadroomClient } from './client';
import { say } from './say';

/** Characters of an answer at the most: a model is given much else. */
const MAX_ANSWER = 8000;

/** The tools that a language model may use; none changes anything, and nothing is sent by us. */
export function registerTools(client: HeadroomClient): vscode.Disposable {
  const tool = <I extends object>(
    name: string,
    message: (input: I) => string,
    answer: (input: I, token: vscode.CancellationToken) => Promise<string>,
  ) =>
    vscode.lm.registerTool<I>(name, {
      prepareInvocation: ({ input }) => ({ invocationMessage: message(input) }),
      invoke: async ({ input }, token) =>
        new vscode.LanguageModelToolResult([
          new vscode.LanguageModelTextPart(await answer(input, token)),
        ]),
    });
  return vscode.Disposable.from(
    tool<ReviewInput>(
      'headroom_review',
      () => say('Reviewing with Headroom'),
      (input, token) => review(client, input, token),
    ),
    tool<CapacityInput>(
      'headroom_capacity',
      () => say('Counting database connections with Headroom'),
      (input) => capacity(client, input),
    ),
    tool<ExplainInput>(
      'headroom_explain_rule',
      ({ rule }) => say('Explaining {0}', rule),
      ({ rule }) => explain(client, rule),
    ),
  );
}

interface ReviewInput {
  /** Relative to the workspace; all of it where left out. */
  readonly paths?: readonly string[];
  readonly leastSeverity?: Severity;
}

interface CapacityInput {
  readonly environment?: string;
}

interface ExplainInput {
  readonly rule: string;
}

/** What `headroom check --format json` says, each folder after the other. */
async function review(
  client: HeadroomClient,
  { paths = [], leastSeverity = 'information' }: ReviewInput,
  token: vscode.CancellationToken,
): Promise<string> {
  const files: OutputFile[] = [];
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const uris = paths.length === 0 ? [uri] : paths.flatMap((path) => within(uri, path));
    if (uris.length === 0) continue;
    const params = { uris: uris.map(String), base: uri.toString() };
    const found = await client.review(params, token, () => {});
    for (const file of found?.output.files ?? []) {
      const findings = file.findings.filter(({ severity }) => atLeast(severity, leastSeverity));
      if (findings.length > 0) files.push({ ...file, findings });
    }
  }
  return shortened((some) => ({ version: 1, files: some }), files);
}

/** A path within a folder of the workspace; none that leads out of it. */
function within(folder: vscode.Uri, path: string): readonly vscode.Uri[] {
  const target = vscode.Uri.joinPath(folder, path);
  return target.path === folder.path || target.path.startsWith(`${folder.path}/`) ? [target] : [];
}

/** What `headroom capacity --format json` says of every project of the workspace. */
async function capacity(client: HeadroomClient, { environment }: CapacityInput): Promise<string> {
  const budgets: unknown[] = [];
  const uncounted: unknown[] = [];
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    for (const folder of await client.request('headroom/roots', { folder: uri.toString() })) {
      const found = await client.request('headroom/capacity', { folder });
      const isAsked = (name: string | null) => environment === undefined || name === environment;
      budgets.push(...found.budgets.filter((budget) => isAsked(budget.environment)));
      uncounted.push(...found.uncounted);
    }
  }
  return shortened((some) => ({ version: 1, budgets: some, uncounted }), budgets);
}

async function explain(client: HeadroomClient, rule: string): Promise<string> {
  const page = await client.request('headroom/explain', { rule });
  if (page === null)
    return JSON.stringify({ version: 1, error: say('There is no rule "{0}".', rule) });
  const room = MAX_ANSWER / 2;
  const isLong = page.length > room;
  return JSON.stringify({
    version: 1,
    rule,
    page: isLong ? page.slice(0, room) : page,
    ...(isLong ? { truncated: true } : {}),
  });
}

/** The answer with as many of its items, from the first on, as there is room for. */
function shortened<T>(answer: (some: readonly T[]) => object, all: readonly T[]): string {
  for (let count = all.length; ; count = Math.floor(count / 2)) {
    const isWhole = count === all.length;
    const object = answer(all.slice(0, count));
    const text = JSON.stringify(isWhole ? object : { ...object, truncated: true });
    if (text.length <= MAX_ANSWER) return text;
    if (count === 0) return JSON.stringify({ version: 1, truncated: true });
  }
}
