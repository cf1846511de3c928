import * as vscode from 'vscode';
import type { Output } from '../service/contracts/output';
import type { HeadroomClient } from './client';
import { chosenFolder } from './folders';
import { say } from './say';
import { isEnabled } from './settings';

const CONFIGURATION_NAME = 'headroom.yaml';

/** The commands of the palette that belong to no other surface. */
export function registerCommands(
  client: HeadroomClient,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('headroom.reviewWorkspace', () => reviewWorkspace(client)),
    vscode.commands.registerCommand('headroom.createConfiguration', () =>
      createConfiguration(client),
    ),
    vscode.commands.registerCommand('headroom.showLog', () => log.show()),
    // Of a quick fix whose change belongs elsewhere; not in the palette.
    vscode.commands.registerCommand('headroom.copy', async (text?: unknown) => {
      if (typeof text !== 'string') return;
      await vscode.env.clipboard.writeText(text);
      vscode.window.setStatusBarMessage(say('Headroom: copied'), 3000);
    }),
  );
}

/**
 * Reads every file of the workspace and lists what is found under Problems, closed files included.
 * @returns what was found, or `undefined` when there was nothing to review or it was cancelled
 */
async function reviewWorkspace(client: HeadroomClient): Promise<Output['summary'] | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => isEnabled(uri));
  const [first] = folders;
  if (!first) {
    void vscode.window.showWarningMessage(
      vscode.workspace.workspaceFolders
        ? say('Headroom is switched off here by the setting headroom.enable.')
        : say('Open a folder first: a review reads the files of a folder together.'),
    );
    return undefined;
  }
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: say('Reviewing the workspace'),
    cancellable: true,
  };
  const summary = await vscode.window.withProgress(progress, async (bar, token) => {
    let last = 0;
    const review = await client.review(
      {
        uris: folders.map(({ uri }) => uri.toString()),
        base: first.uri.toString(),
        publish: true,
      },
      token,
      ({ message, percentage = last }) => {
        if (message === undefined) return;
        // A second folder of the workspace starts again from nothing.
        bar.report({ message, increment: Math.max(0, percentage - last) });
        last = percentage;
      },
    );
    return review?.output.summary;
  });
  // Not awaited: the review is over, whether or not somebody answers.
  if (summary) void tell(summary);
  return summary;
}

async function tell(summary: Output['summary']): Promise<void> {
  const { files, error, warning, information, hint } = summary;
  if (error + warning + information + hint === 0) {
    void vscode.window.showInformationMessage(
      say('{0} reviewed: nothing to report.', counted(files, 'file', 'files')),
    );
    return;
  }
  const found = [
    counted(error, say('error'), say('errors')),
    counted(warning, say('warning'), say('warnings')),
    counted(information, say('note'), say('notes')),
    counted(hint, say('hint'), say('hints')),
  ].filter((part) => !part.startsWith('0 '));
  // The list of problems shows no hints.
  const open = say('Show Findings');
  const chosen = await vscode.window.showInformationMessage(
    say('{0} reviewed: {1}.', counted(files, say('file'), say('files')), found.join(', ')),
    open,
  );
  if (chosen === open) await vscode.commands.executeCommand('headroom.showFindings');
}

/** Opens the folder's `headroom.yaml`, which is written first where there is none. */
async function createConfiguration(client: HeadroomClient): Promise<vscode.Uri | undefined> {
  const folder = await chosenFolder(
    say('{0} belongs to the root of a project.', CONFIGURATION_NAME),
  );
  if (!folder) return undefined;
  const uri = vscode.Uri.joinPath(folder, CONFIGURATION_NAME);
  const isThere = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (isThere) {
    void vscode.window.showInformationMessage(
      say('{0} is already here; it was left as it is.', CONFIGURATION_NAME),
    );
  } else {
    const text = await client.request('headroom/newConfiguration', { folder: folder.toString() });
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await client.fileChanged(uri);
  }
  await vscode.window.showTextDocument(uri);
  return uri;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
