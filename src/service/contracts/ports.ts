/** A file met while walking a folder. */
export interface FileEntry {
  readonly uri: string;
  /** Bytes on disk; 0 where the file system does not say. */
  readonly size: number;
  /** Why nothing can be read here: a folder that cannot be listed, a name that is no text. */
  readonly why?: string;
}

/** What a folder holds, as a file system lists it. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
  /** Bytes; 0 where it is not known. */
  readonly size: number;
  /** Why it cannot be read, for what can be seen and not read. */
  readonly why?: string;
}

/** The listing of a folder, or why there is none. */
export type Listing = readonly FolderEntry[] | { readonly why: string };

/** Larger files, in bytes, are data rather than configuration; they are not read. */
export const MAX_BYTES = 5_000_000;

/** The sentence about a file that is too large. */
export const TOO_LARGE = `larger than ${MAX_BYTES / 1e6} MB`;

/**
 * Folders that no walk enters, for the editor and the command line alike: version control,
 * dependencies and build output.
 */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'bower_components',
  '.yarn',
  '.pnpm-store',
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

/** How many bytes of a file are looked at to tell whether it is text. */
const SAMPLE = 8000;

/**
 * The text of a file. Bytes that are not UTF-8 are never replaced: what was read can be written back
 * without losing any. A byte-order mark stays where `keepsMark` says so; editors drop it.
 */
export function decoded(
  bytes: Uint8Array,
  { keepsMark }: { readonly keepsMark: boolean },
): ReadResult {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { state: 'unreadable', why: 'it is UTF-16, not UTF-8' };
  }
  if (bytes.subarray(0, SAMPLE).includes(0)) return { state: 'unreadable', why: 'it is binary' };
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: keepsMark });
    return { state: 'read', text: decoder.decode(bytes) };
  } catch {
    return { state: 'unreadable', why: 'it is not UTF-8' };
  }
}

/** The only door to files. Uris are strings in the form `vscode-uri` prints. */
export interface Workspace {
  /**
   * The regular files beneath `root`, and what of it cannot be read, in a stable order; without links
   * that lead elsewhere, without version control, dependency and build folders, and without what
   * the `.gitignore` files leave out. `walk` of the service does it.
   */
  files(root: string, token: Cancellation): AsyncIterable<FileEntry>;
  /**
   * The text of a regular file, from an open editor where there is one; a link that leads outside the
   * roots is `unreadable`, and so is what is over a limit. Never rejects.
   */
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
