import {
  type CancellationToken,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { URI } from 'vscode-uri';

/** A uri in the one form that the service uses, however the client spells it. */
export function normalUri(uri: unknown): string {
  if (typeof uri !== 'string') throw invalid(`a uri is a text; it is ${JSON.stringify(uri)}`);
  try {
    return URI.parse(uri, true).toString();
  } catch {
    throw invalid(`"${uri}" is no uri`);
  }
}

/** The uri of the document that a request is about. */
export function documentUri(params: unknown): string {
  const { textDocument } = (params ?? {}) as { readonly textDocument?: { readonly uri?: unknown } };
  return normalUri(textDocument?.uri);
}

/** A request that does not have what it should. */
export function invalid(message: string): ResponseError<undefined> {
  return new ResponseError(ErrorCodes.InvalidParams, `Invalid parameters: ${message}.`);
}

/**
 * The answer of some work, or that it was cancelled, whichever comes first: nobody waits for what
 * they no longer want.
 */
export function unlessCancelled<T>(token: CancellationToken, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const listener = token.onCancellationRequested(() => {
      reject(new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.'));
    });
    work.then(resolve, reject).finally(() => listener.dispose());
  });
}
