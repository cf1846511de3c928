import type { InitializeParams } from 'vscode-languageserver';
import type { InitializationOptions } from './protocol';

/** What the client at the other end can do, as far as it makes a difference here. */
export interface ClientAbilities {
  readonly options: InitializationOptions;
  /** Whether it asks for diagnostics by itself; else they are published. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesLenses: boolean;
  /** Whether an action may come without its edit, which is asked for when it is chosen. */
  readonly resolvesEdits: boolean;
  readonly createsFiles: boolean;
  readonly versionsEdits: boolean;
  readonly registersWatchers: boolean;
  readonly changesFolders: boolean;
  /** The features it takes registrations for, by method. */
  readonly registers: ReadonlySet<string>;
}

/** Reads what a client says of itself. */
export function abilitiesOf({
  capabilities,
  initializationOptions,
}: InitializeParams): ClientAbilities {
  const { textDocument = {}, workspace = {} } = capabilities;
  const options = optionsOf(initializationOptions);
  const properties = textDocument.codeAction?.resolveSupport?.properties ?? [];
  const dynamic = {
    'textDocument/completion': textDocument.completion,
    'textDocument/documentSymbol': textDocument.documentSymbol,
    'textDocument/foldingRange': textDocument.foldingRange,
    'textDocument/formatting': textDocument.formatting,
    'textDocument/definition': textDocument.definition,
    'textDocument/references': textDocument.references,
    'textDocument/rename': textDocument.rename,
  };
  return {
    options,
    pullsDiagnostics: textDocument.diagnostic !== undefined && options.diagnostics !== 'push',
    refreshesDiagnostics: workspace.diagnostics?.refreshSupport === true,
    refreshesLenses: workspace.codeLens?.refreshSupport === true,
    resolvesEdits: textDocument.codeAction?.dataSupport === true && properties.includes('edit'),
    createsFiles: workspace.workspaceEdit?.resourceOperations?.includes('create') === true,
    versionsEdits: workspace.workspaceEdit?.documentChanges === true,
    registersWatchers: workspace.didChangeWatchedFiles?.dynamicRegistration === true,
    changesFolders: workspace.workspaceFolders === true,
    registers: new Set(
      Object.entries(dynamic).flatMap(([method, feature]) =>
        feature?.dynamicRegistration === true ? [method] : [],
      ),
    ),
  };
}

/** Options of a client that is not ours may be anything. */
function optionsOf(given: unknown): InitializationOptions {
  return typeof given === 'object' && given !== null ? given : {};
}
