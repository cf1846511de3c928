import {
  type Cancellation,
  type FileEntry,
  LEFT_OUT,
  type Listing,
  type ReadResult,
} from '../contracts/ports';
import { child } from '../text/paths';
import { createIgnores, GITIGNORE } from './ignores';

/** What a walk needs of a file system. */
export interface Walkable {
  list(folder: string): Promise<Listing>;
  read(uri: string): Promise<ReadResult>;
}

/**
 * The files beneath a folder in the order of their names, for the editor and the command line alike;
 * folders are listed side by side. Neither {@link LEFT_OUT} nor what `.gitignore` files leave out is
 * entered; what cannot be read is told with the reason.
 */
export async function* walk(
  root: string,
  { list, read }: Walkable,
  token: Cancellation,
): AsyncIterable<FileEntry> {
  /** The folders that have a `.gitignore`: others are not asked for one. */
  const ignoring = new Set<string>();
  const ignores = createIgnores(root, async (uri) =>
    ignoring.has(uri) ? read(uri) : { state: 'missing' },
  );

  async function below(folder: string): Promise<readonly FileEntry[]> {
    if (token.isCancellationRequested) return [];
    const listing = await list(folder);
    if ('why' in listing) return [{ uri: folder, size: 0, why: listing.why }];
    if (listing.some(({ name }) => name === GITIGNORE)) ignoring.add(child(folder, GITIGNORE));
    const inOrder = listing
      .filter(({ kind, name }) => kind === 'file' || (kind === 'folder' && !LEFT_OUT.has(name)))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const found = await Promise.all(
      inOrder.map(async ({ name, kind, size, why }): Promise<readonly FileEntry[]> => {
        const uri = child(folder, name);
        if (await ignores.covers(uri, kind === 'folder')) return [];
        if (why !== undefined) return [{ uri, size: 0, why }];
        return kind === 'file' ? [{ uri, size }] : below(uri);
      }),
    );
    return found.flat();
  }

  yield* await below(root);
}
