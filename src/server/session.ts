import type { Diagnostic } from 'vscode-languageserver-types';
import type { HeadroomService } from '../service/contracts/service';
import type { ClientAbilities } from './client';
import type { OpenDocuments } from './documents';
import type { Files } from './files';
import type { WorkspaceFolders } from './folders';
import type { Lenses } from './lenses';
import type { Publisher } from './publishing';
import type { LastReadable } from './readable';
import type { SavedFigures } from './saved';
import type { Selection } from './selection';

/** What there is between `initialize` and `shutdown`. */
export interface Session {
  readonly client: ClientAbilities;
  readonly service: HeadroomService;
  readonly documents: OpenDocuments;
  readonly files: Files;
  readonly folders: WorkspaceFolders;
  readonly publisher: Publisher;
  readonly lenses: Lenses;
  readonly selection: Selection;
  readonly saved: SavedFigures;
  readonly readable: LastReadable;
  /** Tells the client that what is shown of a project is another, though no text is. */
  viewsChanged(): void;
  /** Findings as the client takes them. */
  diagnostics(items: readonly Diagnostic[]): Diagnostic[];
}
