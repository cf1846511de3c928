import * as vscode from 'vscode';
import type { HeadroomService } from '../service/contracts/service';

/** The pages of rules as virtual documents: offline, and the same on the web. */
export function registerRulePages(service: () => HeadroomService): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider('headroom-rule', {
      provideTextDocumentContent: async ({ path }) =>
        (await service().explain(path.replace(/^\/|\.md$/g, ''))) ?? `There is no page ${path}.`,
    }),
    vscode.commands.registerCommand('headroom.explainRule', async (rule?: string) => {
      const chosen = rule ?? (await pickRule(service()));
      if (chosen === undefined) return;
      const uri = vscode.Uri.from({ scheme: 'headroom-rule', path: `/${chosen}.md` });
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    }),
  );
}

async function pickRule(service: HeadroomService): Promise<string | undefined> {
  const items = service.rules().map(({ id, summary }) => ({ label: id, detail: summary }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: 'Rule',
    matchOnDetail: true,
  });
  return picked?.label;
}
