import * as vscode from 'vscode';
import type * as lsp from 'vscode-languageserver-types';
import type { HeadroomService } from '../service/contracts/service';
import { range, workspaceEdit } from './convert';
import { NGINX, QUOTED, UNQUOTED } from './documents';

/**
 * Completion wherever a language offers it; outline, folding, names, renames and formatting for
 * nginx only, because the editor already has those for the other languages.
 */
export function registerEditing(service: () => HeadroomService): vscode.Disposable {
  const { languages } = vscode;
  const completion: vscode.CompletionItemProvider = {
    async provideCompletionItems(document, position) {
      const items = await service().completion(document.uri.toString(), position);
      return items.map(completionItem);
    },
  };
  return vscode.Disposable.from(
    languages.registerCompletionItemProvider(QUOTED, completion, '"'),
    languages.registerCompletionItemProvider(UNQUOTED, completion, '$'),
    languages.registerDocumentSymbolProvider(NGINX, {
      async provideDocumentSymbols(document) {
        return (await service().documentSymbols(document.uri.toString())).map(symbol);
      },
    }),
    languages.registerFoldingRangeProvider(NGINX, {
      async provideFoldingRanges(document) {
        const folds = await service().foldingRanges(document.uri.toString());
        return folds.map(({ startLine, endLine }) => new vscode.FoldingRange(startLine, endLine));
      },
    }),
    languages.registerDocumentFormattingEditProvider(NGINX, {
      async provideDocumentFormattingEdits(document, { insertSpaces, tabSize }) {
        const indent = insertSpaces ? ' '.repeat(tabSize) : '\t';
        const edits = await service().formatting(document.uri.toString(), indent);
        return edits.map((edit) => vscode.TextEdit.replace(range(edit.range), edit.newText));
      },
    }),
    languages.registerDefinitionProvider(NGINX, {
      async provideDefinition(document, position) {
        return (await service().definition(document.uri.toString(), position)).map(location);
      },
    }),
    languages.registerReferenceProvider(NGINX, {
      async provideReferences(document, position, { includeDeclaration }) {
        const uri = document.uri.toString();
        return (await service().references(uri, position, includeDeclaration)).map(location);
      },
    }),
    languages.registerRenameProvider(NGINX, {
      async prepareRename(document, position) {
        const found = await service().prepareRename(document.uri.toString(), position);
        if (!found) throw new Error('There is no name here that can be followed.');
        return range(found);
      },
      async provideRenameEdits(document, position, newName) {
        const changes = await service().rename(document.uri.toString(), position, newName);
        if (!changes) throw new Error(`"${newName}" cannot be a name here.`);
        return workspaceEdit({ changes: mutable(changes) });
      },
    }),
  );
}

function completionItem(item: lsp.CompletionItem): vscode.CompletionItem {
  // The editor counts kinds from zero, LSP from one.
  const converted = new vscode.CompletionItem(item.label, (item.kind ?? 1) - 1);
  converted.keepWhitespace = item.insertTextMode === 1;
  if (item.sortText) converted.sortText = item.sortText;
  if (item.detail) converted.detail = item.detail;
  if (item.documentation && typeof item.documentation !== 'string') {
    converted.documentation = new vscode.MarkdownString(item.documentation.value);
  }
  if (item.textEdit && 'range' in item.textEdit) {
    const { newText } = item.textEdit;
    converted.range = range(item.textEdit.range);
    converted.insertText =
      item.insertTextFormat === 2 ? new vscode.SnippetString(newText) : newText;
  }
  return converted;
}

function symbol({
  name,
  detail,
  kind,
  range: whole,
  selectionRange,
  children,
}: lsp.DocumentSymbol): vscode.DocumentSymbol {
  const converted = new vscode.DocumentSymbol(
    name,
    detail ?? '',
    kind - 1,
    range(whole),
    range(selectionRange),
  );
  converted.children = (children ?? []).map(symbol);
  return converted;
}

function location({ uri, range: at }: lsp.Location): vscode.Location {
  return new vscode.Location(vscode.Uri.parse(uri), range(at));
}

function mutable(
  changes: Readonly<Record<string, readonly lsp.TextEdit[]>>,
): Record<string, lsp.TextEdit[]> {
  return Object.fromEntries(Object.entries(changes).map(([uri, edits]) => [uri, [...edits]]));
}
