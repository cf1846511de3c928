import * as vscode from 'vscode';

/**
 * Settings are presentational only: what is found is decided by `headroom.yaml`, so that the editor
 * and the command line agree.
 */
function setting<T>(name: string, otherwise: T, of?: vscode.Uri): T {
  return vscode.workspace.getConfiguration('headroom', of).get(name, otherwise);
}

/** Whether findings of a file are shown at all. */
export function isEnabled(uri: vscode.Uri): boolean {
  return setting('enable', true, uri);
}

/** Whether findings wait for a file to be saved. */
export function waitsForSave(uri: vscode.Uri): boolean {
  return setting<'onType' | 'onSave'>('run', 'onType', uri) === 'onSave';
}

/** Whether the connection budget is shown above pools and autoscalers. */
export function showsLenses(uri: vscode.Uri): boolean {
  return setting('codeLens', true, uri);
}

/** Whether each analysis is written to the log. */
export function isTraced(): boolean {
  return setting('trace', false);
}
