import * as vscode from 'vscode';
import { isEnabled } from './settings';

/** Where people edit files: disks, remotes, virtual workspaces and new documents; not git or diffs. */
const SCHEMES = ['file', 'vscode-vfs', 'vscode-remote', 'untitled', 'vscode-test-web'];

const LANGUAGES = [
  'nginx',
  'NGINX',
  'properties',
  'ini',
  'yaml',
  'helm',
  'json',
  'jsonc',
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'python',
  'go',
  'java',
  'prisma',
  'dotenv',
  'terraform',
  'opentofu',
  'hcl',
  'shellscript',
];

/** The documents providers answer for; content decides in the service. */
export const SELECTOR: vscode.DocumentSelector = SCHEMES.flatMap((scheme) =>
  LANGUAGES.map((language) => ({ scheme, language })),
);

/** nginx configurations, under both names the language has in the wild. */
export const NGINX: vscode.DocumentSelector = SCHEMES.flatMap((scheme) =>
  ['nginx', 'NGINX'].map((language) => ({ scheme, language })),
);

/** Whether a document can be the service's business, and the user wants to see it. */
export function isReviewed(document: vscode.TextDocument): boolean {
  return vscode.languages.match(SELECTOR, document) > 0 && isEnabled(document.uri);
}
