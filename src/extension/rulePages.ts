import * as vscode from 'vscode';
import type { HeadroomClient } from './client';

/** The pages of rules as virtual documents: offline, and the same on the web. */
export function registerRulePages(client: HeadroomClient): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider('headroom-rule', {
      provideTextDocumentContent: async ({ path }) =>
        (await client.request('headroom/explain', { rule: path.replace(/^\/|\.md$/g, '') })) ??
        `There is no page ${path}.`,
    }),
    vscode.commands.registerCommand('headroom.explainRule', async (rule?: string) => {
      const chosen = rule ?? (await pickRule(client));
      if (chosen === undefined) return;
      const uri = vscode.Uri.from({ scheme: 'headroom-rule', path: `/${chosen}.md` });
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    }),
  );
}

async function pickRule(client: HeadroomClient): Promise<string | undefined> {
  const rules = await client.request('headroom/rules', {});
  const items = rules.map(({ id, summary }) => ({ label: id, detail: summary }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: 'Rule',
    matchOnDetail: true,
  });
  return picked?.label;
}
