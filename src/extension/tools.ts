import * as vscode from 'vscode';
import { atLeast, type Severity } from '../service/contracts/finding';
import type { OutputFile } from '../service/contracts/output';
import type { HeadroomClient } from './client';
import { say } from './say';
import { shortened } from './shortened';

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
  // By findings: one file may have more of them than there is room for.
  const found = files.flatMap(({ findings, ...file }) =>
    findings.map((finding) => ({ file, finding })),
  );
  return shortened((some) => ({ version: 1, files: filesOf(some) }), found);
}

/** Findings by the files that they stand in, as they follow each other. */
function filesOf(
  found: readonly {
    readonly file: Omit<OutputFile, 'findings'>;
    readonly finding: OutputFile['findings'][number];
  }[],
): readonly OutputFile[] {
  const files = new Map<
    object,
    OutputFile & { readonly findings: OutputFile['findings'][number][] }
  >();
  for (const { file, finding } of found) {
    const known = files.get(file);
    if (known) known.findings.push(finding);
    else files.set(file, { ...file, findings: [finding] });
  }
  return [...files.values()];
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
  const lines = page.split('\n');
  return shortened((some) => ({ version: 1, rule, page: some.join('\n') }), lines);
}
