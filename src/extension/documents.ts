import * as vscode from 'vscode';
import { isEnabled } from './settings';

/** Where people edit files: disks, remotes, virtual workspaces and new documents; not git or diffs. */
export const SCHEMES: readonly string[] = [
  'file',
  'vscode-vfs',
  'vscode-remote',
  'untitled',
  'vscode-test-web',
];

/**
 * The documents the server is told of: of every language, for it knows by name and content which matter,
 * and which language an editor sees in a file depends on what else is installed.
 */
export const SELECTOR: readonly { readonly scheme: string }[] = SCHEMES.map((scheme) => ({
  scheme,
}));

/** Whether a document can be the server's business, and the user wants to see it. */
export function isReviewed(document: vscode.TextDocument): boolean {
  return vscode.languages.match(SELECTOR, document) > 0 && isEnabled(document.uri);
}
