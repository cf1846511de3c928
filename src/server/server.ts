import { type Connection, ErrorCodes, ResponseError } from 'vscode-languageserver';
import { createService, useDrawingWords } from '../service';
import type { Assets } from '../service/contracts/ports';
import { normalUri } from './answering';
import { capabilitiesFor, registerFeatures } from './capabilities';
import { abilitiesOf } from './client';
import { clientDiagnostics } from './diagnostics';
import { followDocuments } from './documents';
import { type AskClient, clientFiles, type Files, filesFrom } from './files';
import { foldersOf } from './folders';
import { createLenses } from './lenses';
import { answerOwn } from './own';
import type { ServerNotifications } from './protocol';
import { createPublisher } from './publishing';
import { createLastReadable } from './readable';
import { createSavedFigures } from './saved';
import { createSelection } from './selection';
import type { Session } from './session';
import { answerStandard } from './standard';

/** How long work may go on before the host is given a turn, in milliseconds. */
const SLICE = 20;

/** Who reads files, as the log says it. */
const READERS = {
  server: 'by itself',
  client: 'through the editor',
  both: 'by itself, and through the editor where only that can',
} as const;

/** What the server runs in. */
export interface ServerHost {
  readonly version: string;
  /** The disk, where there is one. */
  readonly disk?: Files;
  /** What ships beside the program; asked of the client where there is no disk. */
  readonly assets?: Assets;
  /** Lets everything that waits run, messages of the client included. */
  turn(): Promise<void>;
}

/** Serves one client over a connection, from `initialize` to `exit`. The connection listens afterwards. */
export function startServer(connection: Connection, host: ServerHost): void {
  let session: Session | undefined;
  let isShutDown = false;

  function current(): Session {
    if (isShutDown) throw new ResponseError(ErrorCodes.InvalidRequest, 'The server is shut down.');
    if (session) return session;
    throw new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized yet.');
  }

  function notify<M extends keyof ServerNotifications>(
    method: M,
    params: ServerNotifications[M],
  ): void {
    if (session?.client.options.notifications) void connection.sendNotification(method, params);
  }

  const ask: AskClient = (method, params) => connection.sendRequest(method, params);
  const saved = createSavedFigures();
  const lenses = createLenses(saved);
  const readable = createLastReadable(() => documents.all());
  const documents = followDocuments(connection, () => session?.service, {
    opened: (uri) => session?.publisher.publish(uri, 'now'),
    saved: saved.settled,
    edited(uri, changes) {
      saved.edited(uri);
      readable.edited(uri);
      lenses.edited(uri, changes);
      session?.publisher.publish(uri, 'soon');
    },
    closed(uri, spelling) {
      saved.settled(uri);
      readable.closed(uri);
      lenses.closed(uri);
      session?.publisher.closed(uri, spelling);
    },
  });

  connection.onInitialize((params) => {
    const client = abilitiesOf(params);
    const folders = foldersOf(params);
    const files = filesFrom(client.options, host.disk, clientFiles(ask));
    const service = createService({
      workspace: { ...files, folderOf: folders.folderOf },
      assets: host.assets ?? { load: (name) => ask('headroom/readAsset', { name }) },
      yieldNow: turns(host.turn),
      log: (message) => connection.console.info(message),
    });
    const diagnostics = clientDiagnostics(service, client, documents);
    const publisher = createPublisher({
      service,
      documents,
      onlyClosed: client.pullsDiagnostics,
      send: (findings) =>
        void connection.sendDiagnostics({
          ...findings,
          diagnostics: diagnostics(findings.diagnostics),
        }),
      failed: (error) => connection.console.error(String(error)),
      analysed: (uri, findings, milliseconds) =>
        notify('headroom/didAnalyse', { uri, findings, milliseconds }),
    });
    useDrawingWords(client.options.words ?? {});
    const selection = createSelection(service, client.options.environments);
    session = {
      ...{ client, service, documents, files, folders, publisher, lenses, diagnostics, selection },
      ...{ saved, readable },
      viewsChanged() {
        notify('headroom/didChange', { uris: [...documents.all()].map(documents.spelling) });
        if (client.refreshesLenses) void connection.sendRequest('workspace/codeLens/refresh');
      },
    };
    service.onDidChange((uris) => {
      publisher.projectChanged(uris);
      notify('headroom/didChange', { uris: uris.map(documents.spelling) });
      if (client.pullsDiagnostics && client.refreshesDiagnostics) {
        connection.languages.diagnostics.refresh();
      }
      if (client.refreshesLenses) void connection.sendRequest('workspace/codeLens/refresh');
    });
    return {
      capabilities: capabilitiesFor(client),
      serverInfo: { name: 'headroom', version: host.version },
    };
  });
  connection.onInitialized(async () => {
    const { client, folders } = current();
    if (client.changesFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) folders.remove(uri);
        for (const { uri } of added) folders.add(uri);
      });
    }
    await registerFeatures(connection, client);
    connection.console.info(
      `Headroom ${host.version} is ready; it reads files ${READERS[client.options.files ?? 'server']}.`,
    );
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const uri of changes.map((change) => normalUri(change.uri))) {
      session?.service.fileChanged(uri);
      session?.publisher.fileChanged(uri);
    }
  });
  connection.onShutdown(() => {
    session?.publisher.dispose();
    isShutDown = true;
  });
  answerStandard(connection, current);
  answerOwn(connection, current);
}

/** Gives the host a turn when work has gone on for a while, and not more often. */
function turns(turn: () => Promise<void>): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < SLICE) return;
    await turn();
    last = performance.now();
  };
}
