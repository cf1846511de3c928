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

/** Those in which names and values stand in quotes, so that a quote begins a completion. */
const QUOTING = ['json', 'jsonc', 'terraform', 'opentofu', 'hcl'];

/** The documents providers answer for; content decides in the service. */
export const SELECTOR: vscode.DocumentSelector = selectorOf(LANGUAGES);

/** The same in two parts: where a quote begins a completion, and where it does not. */
export const QUOTED: vscode.DocumentSelector = selectorOf(QUOTING);
export const UNQUOTED: vscode.DocumentSelector = selectorOf(
  LANGUAGES.filter((language) => !QUOTING.includes(language)),
);

/** nginx configurations, under both names the language has in the wild. */
export const NGINX: vscode.DocumentSelector = selectorOf(['nginx', 'NGINX']);

/** Whether a document can be the service's business, and the user wants to see it. */
export function isReviewed(document: vscode.TextDocument): boolean {
  return vscode.languages.match(SELECTOR, document) > 0 && isEnabled(document.uri);
}

function selectorOf(languages: readonly string[]): readonly vscode.DocumentFilter[] {
  return SCHEMES.flatMap((scheme) => languages.map((language) => ({ scheme, language })));
}
