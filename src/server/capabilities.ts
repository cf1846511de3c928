import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type DocumentSelector,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import {
  EDITOR_LANGUAGES,
  NGINX_LANGUAGES,
  QUOTING_LANGUAGES,
} from '../service/contracts/editor-languages';
import type { ClientAbilities } from './client';

/** The kinds of code actions that are offered. */
export const ACTION_KINDS = ['quickfix', 'source.fixAll.headroom'];

/**
 * What the server can do. What is for some languages only is registered later, where the client takes
 * registrations: an editor has formatters of its own for YAML.
 */
export function capabilitiesFor(client: ClientAbilities): ServerCapabilities {
  const unless = <T>(method: string, provider: T) =>
    client.registers.has(method) ? undefined : provider;
  const all = {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    codeActionProvider: { codeActionKinds: ACTION_KINDS, resolveProvider: client.resolvesEdits },
    hoverProvider: true,
    codeLensProvider: {},
    diagnosticProvider: client.pullsDiagnostics
      ? { interFileDependencies: true, workspaceDiagnostics: false }
      : undefined,
    completionProvider: unless('textDocument/completion', { triggerCharacters: ['"', '$'] }),
    documentSymbolProvider: unless('textDocument/documentSymbol', true),
    foldingRangeProvider: unless('textDocument/foldingRange', true),
    documentFormattingProvider: unless('textDocument/formatting', true),
    definitionProvider: unless('textDocument/definition', true),
    referencesProvider: unless('textDocument/references', true),
    renameProvider: unless('textDocument/rename', { prepareProvider: true }),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  } as const;
  return Object.fromEntries(Object.entries(all).filter(([, provider]) => provider !== undefined));
}

/** Registers what belongs to some languages, and the watching of files, where the client lets us. */
export async function registerFeatures(
  connection: Connection,
  client: ClientAbilities,
): Promise<void> {
  const select = (languages: readonly string[]): DocumentSelector =>
    languages.flatMap((language) =>
      client.options.schemes
        ? client.options.schemes.map((scheme) => ({ language, scheme }))
        : [{ language }],
    );
  const nginx = { documentSelector: select(NGINX_LANGUAGES) };
  const unquoted = EDITOR_LANGUAGES.filter((language) => !QUOTING_LANGUAGES.includes(language));
  const wanted: readonly (readonly [string, object])[] = [
    [
      'textDocument/completion',
      { documentSelector: select(QUOTING_LANGUAGES), triggerCharacters: ['"'] },
    ],
    ['textDocument/completion', { documentSelector: select(unquoted), triggerCharacters: ['$'] }],
    ['textDocument/documentSymbol', nginx],
    ['textDocument/foldingRange', nginx],
    ['textDocument/formatting', nginx],
    ['textDocument/definition', nginx],
    ['textDocument/references', nginx],
    ['textDocument/rename', { ...nginx, prepareProvider: true }],
  ];
  const registrations = wanted
    .filter(([method]) => client.registers.has(method))
    .map(([method, registerOptions], index) => ({
      id: `headroom-${index}`,
      method,
      registerOptions,
    }));
  // The service knows which names matter: nginx has files without an extension.
  if (client.registersWatchers) {
    registrations.push({
      id: 'headroom-files',
      method: DidChangeWatchedFilesNotification.method,
      registerOptions: { watchers: [{ globPattern: '**/*' }] },
    });
  }
  if (registrations.length > 0) {
    await connection.sendRequest('client/registerCapability', { registrations });
  }
}
