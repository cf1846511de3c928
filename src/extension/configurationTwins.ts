import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { isReviewed } from './documents';

/** The extension that completes and explains YAML by schemas, ours among them. */
const YAML = 'redhat.vscode-yaml';

/** A word that stands in our schemas too: keys and levels have neither dots nor slashes. */
const IN_SCHEMA = /^[^./]*$/;

/** What the YAML extension says of `headroom.yaml` by our schema we do not say again. */
export const configurationTwins: Pick<Middleware, 'provideCompletionItem' | 'provideHover'> = {
  async provideCompletionItem(document, position, context, token, next) {
    const found = await next(document, position, context, token);
    if (!isExplainedElsewhere(document) || !found) return found;
    const items = Array.isArray(found) ? found : found.items;
    return items.filter((item) => !isInSchema(item));
  },
  async provideHover(document, position, token, next) {
    if (!isReviewed(document)) return null;
    if (isExplainedElsewhere(document)) {
      const word = document.getWordRangeAtPosition(position, /[\w./-]+/);
      if (!word || IN_SCHEMA.test(document.getText(word))) return null;
    }
    return next(document, position, token);
  },
};

function isExplainedElsewhere({ uri, languageId }: vscode.TextDocument): boolean {
  return (
    languageId === 'yaml' &&
    /\/headroom(?:-checklist)?\.yaml$/.test(uri.path) &&
    vscode.extensions.getExtension(YAML) !== undefined
  );
}

function isInSchema(item: vscode.CompletionItem): boolean {
  const { data } = item as { readonly data?: { readonly schema?: boolean } };
  return data?.schema === true;
}
