import ignore, { type Ignore } from 'ignore';
import type { ReadResult } from '../contracts/ports';
import type { Queries } from '../engine/query';
import { child, isWithin, parentOf, relativePath } from '../text/paths';
import type { Inputs } from './inputs';

/** The file in which a folder says what git leaves out. */
export const GITIGNORE = '.gitignore';

/** What the `.gitignore` files of a tree leave out, as git reads them. */
export interface Ignores {
  /** Whether a file or folder beneath the root is left out; a folder's uri ends without a slash. */
  covers(uri: string, isFolder: boolean): Promise<boolean>;
  /** Forgets what the files said: one of them changed. */
  changed(): void;
}

/** The `.gitignore` files from `root` downwards, each read once when first needed. */
export function createIgnores(root: string, read: (uri: string) => Promise<ReadResult>): Ignores {
  const patterns = new Map<string, Promise<Ignore | undefined>>();
  const folders = new Map<string, Promise<boolean>>();

  function patternsOf(folder: string): Promise<Ignore | undefined> {
    let known = patterns.get(folder);
    if (!known) {
      known = read(child(folder, GITIGNORE)).then((result) =>
        result.state === 'read' ? patternsIn(result.text) : undefined,
      );
      patterns.set(folder, known);
    }
    return known;
  }

  /** Whether the folder itself is left out, by its name or with one above it. */
  function isFolderCovered(folder: string): Promise<boolean> {
    let known = folders.get(folder);
    if (!known) {
      known = covers(folder, true);
      folders.set(folder, known);
    }
    return known;
  }

  async function covers(uri: string, isFolder: boolean): Promise<boolean> {
    if (uri === root || !uri.startsWith(`${root.replace(/\/$/, '')}/`)) return false;
    const parent = uri.slice(0, uri.lastIndexOf('/'));
    // What lies in a folder that is left out cannot be taken in again.
    if (parent.length > root.length && (await isFolderCovered(parent))) return true;
    for (let folder = parent; ; folder = folder.slice(0, folder.lastIndexOf('/'))) {
      const said = await patternsOf(folder);
      if (said) {
        const { ignored, unignored } = said.test(relativePath(uri, folder) + (isFolder ? '/' : ''));
        if (ignored || unignored) return ignored;
      }
      if (folder.length <= root.length) return false;
    }
  }

  return {
    covers: (uri, isFolder) => (isFolder ? isFolderCovered(uri) : covers(uri, false)),
    changed() {
      patterns.clear();
      folders.clear();
    },
  };
}

/**
 * Whether a `.gitignore` leaves an open document out; of closed files a walk meets no others. As
 * {@link createIgnores}, over the inputs of a project.
 */
export function createIgnored(
  queries: Queries,
  { text, isOpen }: Inputs,
  root: string,
): (uri: string) => boolean {
  const patterns = queries.query<Ignore | undefined>('ignore patterns', (folder) => {
    const result = text(child(folder, GITIGNORE));
    return result.state === 'read' ? patternsIn(result.text) : undefined;
  });

  function covers(uri: string, isFolder: boolean): boolean {
    const parent = parentOf(uri);
    if (parent.length > root.length && covers(parent, true)) return true;
    for (let folder = parent; ; folder = parentOf(folder)) {
      const path = relativePath(uri, folder) + (isFolder ? '/' : '');
      const said = patterns(folder)?.test(path);
      if (said?.ignored || said?.unignored) return said.ignored;
      if (folder.length <= root.length) return false;
    }
  }

  return (uri) => isOpen(uri) && uri !== root && isWithin(uri, root) && covers(uri, false);
}

/** A pattern with more stars takes a time that grows too fast with the length of a name. */
const MAX_STARS = 3;

/** The patterns of a `.gitignore`, but those that cannot be matched in good time. */
function patternsIn(text: string): Ignore {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.split('/').every((part) => starsIn(part) <= MAX_STARS))
    .filter((line) => line.split('/').filter((part) => part === '**').length <= MAX_STARS);
  return ignore().add(lines);
}

function starsIn(part: string): number {
  return part.replace(/\*+/g, '*').split('*').length - 1;
}
