import * as vscode from 'vscode';
import { MarkupContent } from 'vscode-languageserver-types';
import type { HeadroomService } from '../service/contracts/service';
import { range } from './convert';
import { isReviewed, SELECTOR } from './documents';

/** What is behind a value: inheritance, thresholds, arithmetic. */
export function registerHover(service: () => HeadroomService): vscode.Disposable {
  return vscode.languages.registerHoverProvider(SELECTOR, {
    async provideHover(document, position, token) {
      if (!isReviewed(document)) return null;
      const hover = await service().hover(document.uri.toString(), position, token);
      if (!hover || !MarkupContent.is(hover.contents)) return null;
      const text = new vscode.MarkdownString(hover.contents.value);
      return hover.range ? new vscode.Hover(text, range(hover.range)) : new vscode.Hover(text);
    },
  });
}
