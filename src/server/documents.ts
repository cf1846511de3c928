import type { Connection, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { HeadroomService } from '../service/contracts/service';
import { documentUri } from './answering';

/** The documents that the client has open. Uris are ours; a document's own is the client's spelling. */
export interface OpenDocuments {
  get(uri: string): TextDocument | undefined;
  all(): Iterable<string>;
  /** The uri of a file as the client spells it. */
  spelling(uri: string): string;
}

/** What happens to open documents. */
export interface DocumentListener {
  opened(uri: string): void;
  saved(uri: string): void;
  edited(uri: string, changes: readonly TextDocumentContentChangeEvent[]): void;
  /** `spelling` is how the client wrote the uri. */
  closed(uri: string, spelling: string): void;
}

/** Keeps the open documents and tells the service of each text. */
export function followDocuments(
  connection: Connection,
  service: () => HeadroomService | undefined,
  listener: DocumentListener,
): OpenDocuments {
  const open = new Map<string, TextDocument>();

  function tell(uri: string, document: TextDocument): void {
    const { languageId, version } = document;
    open.set(uri, document);
    service()?.open({ uri, languageId, version, text: document.getText() });
  }

  connection.onDidOpenTextDocument((params) => {
    const { uri, languageId, version, text } = params.textDocument;
    const normal = documentUri(params);
    tell(normal, TextDocument.create(uri, languageId, version, text));
    listener.opened(normal);
  });
  connection.onDidChangeTextDocument((params) => {
    const uri = documentUri(params);
    const document = open.get(uri);
    if (!document) return;
    tell(uri, TextDocument.update(document, params.contentChanges, params.textDocument.version));
    listener.edited(uri, params.contentChanges);
  });
  connection.onDidSaveTextDocument((params) => listener.saved(documentUri(params)));
  connection.onDidCloseTextDocument((params) => {
    const uri = documentUri(params);
    if (!open.delete(uri)) return;
    service()?.close(uri);
    listener.closed(uri, params.textDocument.uri);
  });
  return {
    get: (uri) => open.get(uri),
    all: () => open.keys(),
    spelling: (uri) => open.get(uri)?.uri ?? uri,
  };
}
