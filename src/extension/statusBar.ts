import * as vscode from 'vscode';
import type { Capacity } from '../service/contracts/capacity';
import type { BudgetApi } from './budget';
import type { FindingsApi } from './findings';
import { isEnabled } from './settings';
import { type StatusState, statusOf } from './statusText';

/** What the item in the status bar says, for tests. */
export interface StatusBarApi {
  /** Its text, and what is read aloud; `undefined` while it is hidden. */
  shown(): { readonly text: string; readonly spoken: string } | undefined;
}

/** Says in one glance what holds for the workspace; a click opens the findings. */
export function registerStatusBar(
  findings: FindingsApi,
  budget: BudgetApi,
): vscode.Disposable & StatusBarApi {
  const item = vscode.window.createStatusBarItem('headroom', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Headroom';
  item.command = 'headroom.showFindings';
  let shown: { readonly text: string; readonly spoken: string } | undefined;
  let capacities: readonly Capacity[] = [];

  function update(): void {
    const { text, spoken, table } = statusOf(stateOf(findings, capacities));
    shown = text === '' ? undefined : { text, spoken };
    item.text = text;
    item.accessibilityInformation = { label: spoken };
    const tooltip = new vscode.MarkdownString();
    tooltip.appendMarkdown(table);
    item.tooltip = tooltip;
    if (shown) item.show();
    else item.hide();
  }

  async function readBudget(): Promise<void> {
    capacities = await budget.capacities().catch(() => []);
    update();
  }

  update();
  void findings.nodes();
  void readBudget();
  const registered = vscode.Disposable.from(
    item,
    findings.onDidChange(update),
    budget.onDidChange(() => void readBudget()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('headroom.enable')) update();
    }),
  );
  return { shown: () => shown, dispose: () => registered.dispose() };
}

function stateOf(findings: FindingsApi, capacities: readonly Capacity[]): StatusState {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return {
    isOff: folders.length > 0 && folders.every(({ uri }) => !isEnabled(uri)),
    hasFolder: folders.length > 0,
    totals: findings.totals(),
    files: findings.files(),
    reading: findings.message(),
    budgets: capacities.flatMap(({ budgets }) => budgets),
  };
}
