import * as vscode from 'vscode';
import type * as lsp from 'vscode-languageserver-types';

/** An LSP range as the editor has it. */
export function range({ start, end }: lsp.Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
