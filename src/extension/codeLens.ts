import type { CodeLensMiddleware } from 'vscode-languageclient';
import { isReviewed } from './documents';
import { showsLenses } from './settings';

/** The connection budget above the pool and the autoscaler it is made of, where it is wanted. */
export const codeLenses: CodeLensMiddleware = {
  provideCodeLenses: (document, token, next) =>
    isReviewed(document) && showsLenses(document.uri) ? next(document, token) : [],
};
