import * as vscode from 'vscode';
import {
  CloseAction,
  DidChangeWatchedFilesNotification,
  ErrorAction,
  FileChangeType,
  LanguageClient,
  type MessageTransports,
  type Middleware,
  ProgressType,
  RevealOutputChannelOn,
  State,
  type WorkspaceEdit,
} from 'vscode-languageclient';
import type {
  InitializationOptions,
  ReviewProgress,
  ServerNotifications,
  ServerRequests,
} from '../server/protocol';
import type { Review } from '../service/contracts/service';
import { applying } from './applying';
import { codeLenses } from './codeLens';
import { configurationTwins } from './configurationTwins';
import { isReviewed, SCHEMES, SELECTOR } from './documents';
import { answerFileRequests } from './files';
import { keptEnvironments } from './keptEnvironments';
import { say } from './say';
import { isTraced } from './settings';

/** How often the server is started again after it has ended by itself. */
const MAX_RESTARTS = 5;

const PROGRESS = new ProgressType<ReviewProgress>();

/** The language server, as the surfaces of the editor see it. It starts with the first question. */
export interface HeadroomClient extends vscode.Disposable {
  /** Starts the server, so that it knows what is open; its failure is told once. */
  start(): void;
  /** Asks the server; rejects when the token is cancelled or the server fails. */
  request<M extends keyof ServerRequests>(
    method: M,
    params: ServerRequests[M]['params'],
    token?: vscode.CancellationToken,
  ): Promise<ServerRequests[M]['result']>;
  /** Reviews folders, told how far it is; `undefined` when it was cancelled. */
  review(
    params: ServerRequests['headroom/review']['params'],
    token: vscode.CancellationToken | undefined,
    progress: (value: ReviewProgress) => void,
  ): Promise<Review | undefined>;
  /** Asks for an edit, as the editor takes it; `undefined` where there is none. */
  edit<M extends 'headroom/silence' | 'headroom/fixRule' | 'headroom/declareLimit'>(
    method: M,
    params: ServerRequests[M]['params'],
  ): Promise<vscode.WorkspaceEdit | undefined>;
  /** Tells the server at once of a file that we have written. */
  fileChanged(uri: vscode.Uri): Promise<void>;
  /** Fires when answers may have become others; with the open documents concerned. */
  readonly onDidChange: vscode.Event<readonly string[]>;
  /** Fires when the findings of a document have been looked for, and there are or were any. */
  readonly onDidAnalyse: vscode.Event<string>;
}

/** How the server of a host is reached. */
export interface ServerConnection {
  /** Starts a server; called again after it has ended. */
  start(log: vscode.LogOutputChannel): Promise<MessageTransports>;
  /** Ends it as a failure would. */
  kill(): void;
  /** Which files the server asks us for. */
  readonly files: NonNullable<InitializationOptions['files']>;
}

/** Connects the editor and the server; nothing is started yet. */
export function createClient(
  context: vscode.ExtensionContext,
  server: ServerConnection,
  log: vscode.LogOutputChannel,
  middleware: Pick<Middleware, 'handleDiagnostics'>,
): HeadroomClient {
  const changed = new vscode.EventEmitter<readonly string[]>();
  const analysed = new vscode.EventEmitter<string>();
  const initializationOptions = (): InitializationOptions => ({
    files: server.files,
    commands: ['headroom.copy', 'headroom.explainRule', 'headroom.showBudget', 'headroom.ignore'],
    schemes: SCHEMES,
    diagnostics: 'push',
    notifications: true,
    environments: keptEnvironments(context.workspaceState),
    ...(vscode.l10n.bundle ? { words: vscode.l10n.bundle } : {}),
  });
  let restarts = 0;
  let isTold = false;
  let reviews = 0;
  let isRead = false;
  /** The documents that had findings when they were last looked for. */
  const withFindings = new Set<string>();

  /** One notification a session: what comes after it is in the log. */
  function tellOfFailure(): void {
    if (isTold) return;
    isTold = true;
    const show = say('Show Log');
    void vscode.window
      .showErrorMessage(say('Headroom met an internal error; its log says which.'), show)
      .then((chosen) => {
        if (chosen === show) log.show();
      });
  }

  const client: LanguageClient = new LanguageClient(
    'headroom',
    'Headroom',
    () => server.start(log),
    {
      documentSelector: [...SELECTOR],
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticCollectionName: 'headroom',
      initializationOptions,
      initializationFailedHandler(error) {
        log.error(String(error));
        tellOfFailure();
        return false;
      },
      errorHandler: {
        error(error) {
          log.error(error);
          return { action: ErrorAction.Continue, handled: true };
        },
        closed() {
          tellOfFailure();
          const action = restarts++ < MAX_RESTARTS ? CloseAction.Restart : CloseAction.DoNotRestart;
          return { action, handled: true };
        },
      },
      middleware: {
        ...middleware,
        ...codeLenses,
        ...applying,
        ...configurationTwins,
        provideCodeActions: (document, range, actions, token, next) =>
          isReviewed(document) ? next(document, range, actions, token) : null,
        workspace: {
          // The editor's client gathers changes for a while; a question that follows is about now.
          didChangeWatchedFile: (event) =>
            client.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [event] }),
        },
      },
    },
  );
  const listen = <M extends keyof ServerNotifications>(
    method: M,
    hear: (params: ServerNotifications[M]) => void,
  ) => client.onNotification(method, hear);
  const listening = vscode.Disposable.from(
    changed,
    analysed,
    // What a server that has been started again says may be another.
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) changed.fire([]);
    }),
    listen('headroom/didChange', ({ uris }) => changed.fire(uris)),
    listen('headroom/didAnalyse', ({ uri, findings, milliseconds }) => {
      const had = withFindings.delete(uri);
      if (findings > 0) withFindings.add(uri);
      // Prose and clean files are typed into as well; what that does to others is told by `didChange`.
      if (had || findings > 0) analysed.fire(uri);
      if (!isTraced()) return;
      log.info(`${vscode.Uri.parse(uri).toString(true)}: findings ${findings}, ${milliseconds} ms`);
    }),
    answerFileRequests(client, context.extensionUri),
  );

  const request: HeadroomClient['request'] = (method, params, token) =>
    token ? client.sendRequest(method, params, token) : client.sendRequest(method, params);

  return {
    start: () => void client.start().catch(tellOfFailure),
    request,
    async review(params, token, progress) {
      const workDoneToken = `review-${++reviews}`;
      const listener = client.onProgress(PROGRESS, workDoneToken, progress);
      const started = Date.now();
      try {
        const review = await request('headroom/review', { ...params, workDoneToken }, token);
        // Those that follow are of single edits.
        if (!isRead) {
          isRead = true;
          const { files, error, warning } = review.output.summary;
          log.info(
            `${files} files read in ${Date.now() - started} ms: ${error} errors and ${warning} warnings.`,
          );
        }
        return review;
      } catch (error) {
        if (token?.isCancellationRequested) return undefined;
        throw error;
      } finally {
        listener.dispose();
      }
    },
    async edit(method, params) {
      const answer = await request(method, params);
      const edit = answer && 'edit' in answer ? answer.edit : answer;
      return client.protocol2CodeConverter.asWorkspaceEdit(edit as WorkspaceEdit | null);
    },
    fileChanged: (uri) =>
      client.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: uri.toString(), type: FileChangeType.Changed }],
      }),
    onDidChange: changed.event,
    onDidAnalyse: analysed.event,
    dispose() {
      listening.dispose();
      void client.dispose();
    },
  };
}
