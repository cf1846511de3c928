/** A file met while walking a folder. */
export interface FileEntry {
  readonly uri: string;
  /** Bytes on disk; 0 where the file system does not say. */
  readonly size: number;
}

/**
 * Folders that no walk enters, for the editor and the command line alike: version control,
 * dependencies and build output.
 */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'vendor',
  'dist',
  'build',
  'out',
  'target',
  'coverage',
  '.terraform',
  '.venv',
  '__pycache__',
  '.vscode-test',
]);

/** What came of reading a file. */
export type ReadResult =
  | { readonly state: 'read'; readonly text: string }
  | { readonly state: 'missing' }
  | { readonly state: 'unreadable'; readonly why: string };

/** The only door to files. Uris are strings in the form `vscode-uri` prints. */
export interface Workspace {
  /**
   * The regular files beneath `root`, in a stable order, without following directory links and
   * without version control, dependency and build folders.
   */
  files(root: string, token: Cancellation): AsyncIterable<FileEntry>;
  /** The text of a file, from an open editor where there is one. Never rejects. */
  read(uri: string): Promise<ReadResult>;
  /** Whether a file or folder is there. Never rejects. */
  exists(uri: string): Promise<boolean>;
  /** The root of a file that is in no repository: a workspace folder, the working directory. */
  folderOf(uri: string): string;
}

/** Files that ship beside the program: grammars and rule pages. */
export interface Assets {
  /** @throws when there is no such asset: a broken installation, never a user's mistake. */
  load(name: string): Promise<Uint8Array>;
}

/** A request to stop; VS Code's and LSP's tokens fit. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
}

/** The token of work that nobody cancels. */
export const NEVER_CANCELLED: Cancellation = Object.freeze({ isCancellationRequested: false });

/** Everything the service needs from outside. */
export interface Ports {
  readonly workspace: Workspace;
  readonly assets: Assets;
  /** The uri of a file that stands in for each root's own `headroom.yaml`. */
  readonly configuration?: string;
  /** Lets the host's other work run; awaited between chunks of a long review. */
  yieldNow(): Promise<void>;
  /** Diagnostics about the service itself; never about the user's files. */
  log(message: string): void;
}
