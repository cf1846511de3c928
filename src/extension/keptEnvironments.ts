import type * as vscode from 'vscode';

/** Where the workspace keeps which environment is selected, by the root of a project. */
const KEPT = 'headroom.environments';

/** What was selected in this workspace before. */
export function keptEnvironments(state: vscode.Memento): Readonly<Record<string, string | null>> {
  return state.get(KEPT, {});
}

/** Keeps what is selected of a project for the next start. */
export async function keepEnvironment(
  state: vscode.Memento,
  root: string,
  environment: string | null,
): Promise<void> {
  await state.update(KEPT, { ...keptEnvironments(state), [root]: environment });
}
