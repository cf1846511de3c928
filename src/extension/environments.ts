import * as vscode from 'vscode';
import type { SelectedEnvironment } from '../server/selection';
import type { HeadroomClient } from './client';
import { chosenProject } from './folders';
import { keepEnvironment } from './keptEnvironments';
import { say } from './say';

/** Which environment the views of a project show: one for drawing, budget, lenses and checklist. */
export function registerEnvironments(
  client: HeadroomClient,
  state: vscode.Memento,
): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('headroom.environment', [
    { scheme: 'file' },
    { scheme: 'vscode-vfs' },
    { scheme: 'vscode-remote' },
  ]);
  item.name = say('Headroom environment');

  /** What the status says of the active file; a project of one environment has nothing to select. */
  async function update(): Promise<void> {
    const uri = vscode.window.activeTextEditor?.document.uri;
    if (!uri || !vscode.workspace.getWorkspaceFolder(uri)) return;
    const [found, { builds }] = await Promise.all([
      client.request('headroom/environments', { folder: uri.toString() }),
      client.request('headroom/recognition', { uri: uri.toString() }),
    ]);
    if (vscode.window.activeTextEditor?.document.uri.toString() !== uri.toString()) return;
    item.text = say('Environment: {0}', nameOf(found.selected));
    item.detail = builds.length === 0 ? '' : say('this file is in {0}', builds.join(', '));
    item.command =
      found.environments.length > 1
        ? {
            title: say('Select Environment'),
            command: 'headroom.selectEnvironment',
            arguments: [uri.toString()],
          }
        : undefined;
  }

  async function select(folder?: string, wanted?: string | null): Promise<void> {
    const of = folder ?? (await chosenProject(say('environments belong to a project.')));
    if (of === undefined) return;
    const found = await client.request('headroom/environments', { folder: String(of) });
    const chosen = wanted === undefined ? await pick(found) : wanted;
    if (chosen === undefined) return;
    await keepEnvironment(state, found.root, chosen);
    await client.request('headroom/selectEnvironment', {
      folder: found.root,
      environment: chosen,
    });
  }

  const refresh = () => void update().catch(() => {});
  return vscode.Disposable.from(
    item,
    client.onDidChange(refresh),
    vscode.window.onDidChangeActiveTextEditor(refresh),
    vscode.commands.registerCommand('headroom.selectEnvironment', select),
  );
}

async function pick({
  environments,
  selected,
}: SelectedEnvironment): Promise<string | null | undefined> {
  const items = environments.map((name) => ({
    label: nameOf(name),
    description: name === selected ? say('now') : '',
    name,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: say('Select Environment'),
    placeHolder: say('Of which environment drawing, budget, lenses and checklist are'),
  });
  return picked?.name;
}

function nameOf(name: string | null): string {
  return name ?? say('no environment');
}
