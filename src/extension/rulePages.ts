import * as vscode from 'vscode';
import type { HeadroomClient } from './client';
import type { FindingsApi } from './findings';
import { type RuleItem, ruleItems } from './ruleItems';
import { say } from './say';

/** The pages of rules as virtual documents: offline, and the same on the web. */
export function registerRulePages(
  client: HeadroomClient,
  findings: FindingsApi,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider('headroom-rule', {
      provideTextDocumentContent: async ({ path }) =>
        (await client.request('headroom/explain', { rule: path.replace(/^\/|\.md$/g, '') })) ??
        say('There is no page {0}.', path),
    }),
    vscode.commands.registerCommand('headroom.explainRule', async (rule?: string) => {
      const chosen = rule ?? (await pickRule(client, findings.rules()));
      if (chosen === undefined) return;
      const uri = vscode.Uri.from({ scheme: 'headroom-rule', path: `/${chosen}.md` });
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    }),
  );
}

async function pickRule(
  client: HeadroomClient,
  found: ReadonlyMap<string, number>,
): Promise<string | undefined> {
  const { here, others } = ruleItems(await client.request('headroom/rules', {}), found);
  const item = ({ id, summary, places }: RuleItem): vscode.QuickPickItem => ({
    label: id,
    detail: summary,
    description: places === 0 ? '' : places === 1 ? say('1 place') : say('{0} places', places),
  });
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items =
    here.length === 0
      ? others.map(item)
      : [
          separator(say('in this workspace')),
          ...here.map(item),
          separator(say('others')),
          ...others.map(item),
        ];
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: say('Rule'),
    matchOnDetail: true,
  });
  return picked?.label;
}
