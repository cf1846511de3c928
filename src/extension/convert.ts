import * as vscode from 'vscode';
import type * as lsp from 'vscode-languageserver-types';

/** An LSP range as the editor has it. */
export function range({ start, end }: lsp.Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** LSP's severities count from one, the editor's from zero. */
export function diagnostic(item: lsp.Diagnostic): vscode.Diagnostic {
  const converted = new vscode.Diagnostic(
    range(item.range),
    String(item.message),
    (item.severity ?? 1) - 1,
  );
  converted.source = item.source ?? 'Headroom';
  converted.code = {
    value: String(item.code),
    target: vscode.Uri.parse(item.codeDescription?.href ?? ''),
  };
  converted.relatedInformation = (item.relatedInformation ?? []).map(
    ({ location, message }) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(vscode.Uri.parse(location.uri), range(location.range)),
        message,
      ),
  );
  return converted;
}

/** The changes of an LSP edit; a file that is not there yet is created. */
export async function workspaceEdit(edit: lsp.WorkspaceEdit): Promise<vscode.WorkspaceEdit> {
  const converted = new vscode.WorkspaceEdit();
  for (const [uri, edits] of Object.entries(edit.changes ?? {})) {
    const target = vscode.Uri.parse(uri);
    converted.createFile(target, { ignoreIfExists: true });
    converted.set(
      target,
      edits.map((change) => vscode.TextEdit.replace(range(change.range), change.newText)),
    );
  }
  return converted;
}
