import * as vscode from 'vscode';
import { CodeActionKind } from 'vscode-languageserver-types';
import type { HeadroomService } from '../service/contracts/service';
import { diagnostic, workspaceEdit } from './convert';
import { isReviewed, SELECTOR } from './documents';

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('headroom');

/** Quick fixes at the lightbulb, and the safe ones all at once. */
export function registerCodeActions(service: () => HeadroomService): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    SELECTOR,
    {
      async provideCodeActions(document, range, context, token) {
        if (!isReviewed(document)) return [];
        // Without a request for it, fix-all would crowd the lightbulb.
        const only = [context.only?.value ?? CodeActionKind.QuickFix];
        const actions = await service().codeActions(document.uri.toString(), range, only, token);
        return Promise.all(
          actions.map(async (action) => {
            const kind =
              action.kind === CodeActionKind.QuickFix ? vscode.CodeActionKind.QuickFix : FIX_ALL;
            const converted = new vscode.CodeAction(action.title, kind);
            if (action.edit) converted.edit = await workspaceEdit(action.edit);
            if (action.command) converted.command = { ...action.command };
            if (action.diagnostics) converted.diagnostics = action.diagnostics.map(diagnostic);
            if (action.isPreferred) converted.isPreferred = true;
            return converted;
          }),
        );
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL] },
  );
}
