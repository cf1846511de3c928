import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { NEVER_CANCELLED } from '../service/contracts/ports';
import { documentUri, unlessCancelled } from './answering';
import { offerActions, resolveAction } from './codeActions';
import { clientEdit } from './edits';
import { LENS_COMMAND } from './lenses';
import type { Session } from './session';

/** Answers the requests of the protocol that are about one document. */
export function answerStandard(connection: Connection, session: () => Session): void {
  /** Handles a request about a document of ours; `uri` is in our form. */
  const about =
    <P, R>(work: (uri: string, params: P, of: Session) => Promise<R>) =>
    (params: P, token: CancellationToken): Promise<R> => {
      const of = session();
      return unlessCancelled(token, work(documentUri(params), params, of));
    };

  connection.onHover(
    about((uri, { position }, { service }) => service.hover(uri, position, NEVER_CANCELLED)),
  );
  connection.onCodeAction((params, token) =>
    unlessCancelled(token, offerActions(params, session())),
  );
  connection.onCodeActionResolve((action, token) =>
    unlessCancelled(token, resolveAction(action, session())),
  );
  connection.onCodeLens(
    about((uri, _, { service, lenses, client, selection }) => {
      const isOurs = client.options.commands?.includes(LENS_COMMAND) === true;
      const command = isOurs ? LENS_COMMAND : '';
      return lenses.of(uri, service, command, selection.chosen);
    }),
  );
  connection.onCompletion(
    about(async (uri, { position }, { service }) => [...(await service.completion(uri, position))]),
  );
  connection.onDocumentSymbol(
    about(async (uri, _, { service }) => [...(await service.documentSymbols(uri))]),
  );
  connection.onFoldingRanges(
    about(async (uri, _, { service }) => [...(await service.foldingRanges(uri))]),
  );
  connection.onDocumentFormatting(
    about(async (uri, { options: { insertSpaces, tabSize } }, { service }) => [
      ...(await service.formatting(uri, insertSpaces ? ' '.repeat(tabSize) : '\t')),
    ]),
  );
  connection.onDefinition(
    about(async (uri, { position }, { service, documents }) =>
      (await service.definition(uri, position)).map((found) => ({
        ...found,
        uri: documents.spelling(found.uri),
      })),
    ),
  );
  connection.onReferences(
    about(async (uri, { position, context: { includeDeclaration } }, { service, documents }) =>
      (await service.references(uri, position, includeDeclaration)).map((found) => ({
        ...found,
        uri: documents.spelling(found.uri),
      })),
    ),
  );
  connection.onPrepareRename(
    about((uri, { position }, { service }) => service.prepareRename(uri, position)),
  );
  connection.onRenameRequest(
    about(async (uri, { position, newName }, of) => {
      const changes = await of.service.rename(uri, position, newName);
      if (!changes) {
        throw new ResponseError(ErrorCodes.InvalidParams, `"${newName}" cannot be a name here.`);
      }
      return clientEdit(changes, of);
    }),
  );
  connection.languages.diagnostics.on(
    about(async (uri, _, { service, diagnostics }) => ({
      kind: 'full',
      items: diagnostics((await service.diagnostics(uri, NEVER_CANCELLED)).items),
    })),
  );
}
