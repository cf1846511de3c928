import * as vscode from 'vscode';
import { DOCUMENT_LANGUAGES } from '../server/languages';
import { isEnabled } from './settings';

/** Where people edit files: disks, remotes, virtual workspaces and new documents; not git or diffs. */
export const SCHEMES: readonly string[] = [
  'file',
  'vscode-vfs',
  'vscode-remote',
  'untitled',
  'vscode-test-web',
];

/** The documents the server is told of; content decides there. */
export const SELECTOR: readonly { readonly scheme: string; readonly language: string }[] =
  SCHEMES.flatMap((scheme) => DOCUMENT_LANGUAGES.map((language) => ({ scheme, language })));

/** Whether a document can be the server's business, and the user wants to see it. */
export function isReviewed(document: vscode.TextDocument): boolean {
  return vscode.languages.match(SELECTOR, document) > 0 && isEnabled(document.uri);
}
