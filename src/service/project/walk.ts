import { type Cancellation, type FileEntry, LEFT_OUT, type ReadResult } from '../contracts/ports';
import { child } from '../text/paths';
import { createIgnores } from './ignores';

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

/** What a walk needs of a file system. */
export interface Walkable {
  list(folder: string): Promise<Listing>;
  read(uri: string): Promise<ReadResult>;
}

/**
 * The files beneath a folder in the order of their names, for the editor and the command line alike.
 * Neither {@link LEFT_OUT} nor what `.gitignore` files leave out is entered; what cannot be read is
 * told with the reason.
 */
export async function* walk(
  root: string,
  { list, read }: Walkable,
  token: Cancellation,
): AsyncIterable<FileEntry> {
  const ignores = createIgnores(root, read);
  // A stack of our own: folders may lie deeper in each other than calls can.
  const pending: { readonly uri: string; readonly entry: FolderEntry | null }[] = [
    { uri: root, entry: null },
  ];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (token.isCancellationRequested) return;
    const { uri, entry } = next;
    if (entry?.why !== undefined) {
      yield { uri, size: 0, why: entry.why };
    } else if (entry?.kind === 'file') {
      if (!(await ignores.covers(uri, false))) yield { uri, size: entry.size };
    } else if (entry === null || !(await ignores.covers(uri, true))) {
      const listing = await list(uri);
      if ('why' in listing) {
        yield { uri, size: 0, why: listing.why };
        continue;
      }
      const inOrder = listing
        .filter(({ kind, name }) => kind === 'file' || (kind === 'folder' && !LEFT_OUT.has(name)))
        .sort((a, b) => (a.name < b.name ? 1 : -1));
      for (const one of inOrder) pending.push({ uri: child(uri, one.name), entry: one });
    }
  }
}
