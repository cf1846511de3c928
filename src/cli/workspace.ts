import { existsSync, statSync } from 'node:fs';
import { constants, lstat, open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { URI } from 'vscode-uri';
import { walk } from '../service';
import {
  decoded,
  type FolderEntry,
  type Listing,
  MAX_BYTES,
  type ReadResult,
  TOO_LARGE,
  type Workspace,
} from '../service/contracts/ports';

/** The uri of a path, in the form every adapter uses. */
export function uriOf(path: string): string {
  return URI.file(path).toString();
}

/** The path of a uri. */
export function pathOf(uri: string): string {
  return URI.parse(uri).fsPath;
}

/**
 * Files of the local disk. What is in no repository belongs to `workingDirectory`, or, outside of it,
 * to the folder that was asked for.
 */
export function nodeWorkspace(workingDirectory: string): Workspace {
  /** The roots that were walked: links within them may lead anywhere in them, and nowhere else. */
  const roots = new Set<string>();

  const nearest = (path: string, folders: readonly string[]) =>
    folders
      .filter((folder) => isInside(path, folder))
      .reduce((longest, folder) => (folder.length > longest.length ? folder : longest), '');
  const boundOf = (path: string) => nearest(path, [...roots, workingDirectory]) || dirname(path);

  const read = (uri: string) => {
    const path = pathOf(uri);
    return readText(path, boundOf(path));
  };
  return {
    async *files(root, token) {
      const top = pathOf(root);
      roots.add(top);
      const list = (uri: string) => listing(pathOf(uri), top);
      yield* walk(root, { list, read }, token);
    },
    read,
    async exists(uri) {
      return existsSync(pathOf(uri));
    },
    folderOf(uri) {
      const path = pathOf(uri);
      if (isInside(path, workingDirectory)) return uriOf(workingDirectory);
      // A folder that is asked for is a root of its own: what lies around it is nobody's business.
      return uriOf(nearest(path, [...roots]) || (isFolder(path) ? path : dirname(path)));
    },
  };
}

/**
 * The text of a regular file that lies within `bound`, wherever links lead. A pipe or a device is
 * never waited for.
 */
export async function readText(path: string, bound: string): Promise<ReadResult> {
  try {
    const target = await realPath(path);
    if (!isInside(target, await realFolder(bound))) return { state: 'unreadable', why: LEADS_OUT };
    const handle = await open(target, READING);
    try {
      const info = await handle.stat();
      if (!info.isFile()) return { state: 'unreadable', why: kindOf(info) };
      if (info.size > MAX_BYTES) return { state: 'unreadable', why: TOO_LARGE };
      return decoded(await handle.readFile(), { keepsMark: true });
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'missing' };
    return { state: 'unreadable', why: reasonOf(error) };
  }
}

/** What a link says that leads out of the root. */
export const LEADS_OUT = 'a link that leads outside the root';

/** Opens without waiting for a writer, and never through one more link than was looked at. */
const READING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** Why the system refused, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : REASONS[code]) ?? message;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the quota of the disk is used up',
  ELOOP: 'links that lead to each other',
  EISDIR: 'it is a folder',
  ENXIO: 'not a regular file',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
};

function kindOf(info: { isDirectory(): boolean }): string {
  return info.isDirectory() ? 'it is a folder' : 'not a regular file';
}

/** Whether a path is a folder or lies in it. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || way.startsWith(sep));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

const folders = new Map<string, Promise<string>>();

/** A folder without links. Kept: the files of a folder ask the same. */
function realFolder(path: string): Promise<string> {
  const known = folders.get(path) ?? realpath(path);
  folders.set(path, known);
  known.catch(() => folders.delete(path));
  return known;
}

/** A file without links; only its own are looked at each time. */
async function realPath(path: string): Promise<string> {
  const inFolder = join(await realFolder(dirname(path)), basename(path));
  return (await lstat(inFolder)).isSymbolicLink() ? realpath(inFolder) : inFolder;
}

/** Links to files within the root are files; links to folders are not followed, so a walk ends. */
async function listing(folder: string, root: string): Promise<Listing> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return await Promise.all(entries.map((entry) => entryOf(folder, entry, root)));
  } catch (error) {
    return { why: reasonOf(error) };
  }
}

async function entryOf(
  folder: string,
  entry: { name: string; isDirectory(): boolean; isFile(): boolean; isSymbolicLink(): boolean },
  root: string,
): Promise<FolderEntry> {
  const { name } = entry;
  if (entry.isDirectory() && !name.includes(REPLACED)) return { name, kind: 'folder', size: 0 };
  const isLink = entry.isSymbolicLink();
  if (!entry.isFile() && !isLink && !entry.isDirectory()) return { name, kind: 'other', size: 0 };
  try {
    const path = join(folder, name);
    const info = await stat(path);
    if (info.isDirectory()) return { name, kind: isLink ? 'other' : 'folder', size: 0 };
    if (!info.isFile()) return { name, kind: 'other', size: 0 };
    if (isLink && !isInside(await realpath(path), await realFolder(root))) {
      return { name, kind: 'file', size: 0, why: LEADS_OUT };
    }
    return { name, kind: 'file', size: info.size };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A link that leads nowhere is nothing; a name that cannot be found again was no text.
    if (code === 'ENOENT' && name.includes(REPLACED)) {
      return { name, kind: 'file', size: 0, why: 'its name is not UTF-8' };
    }
    if (code === 'ENOENT') return { name, kind: 'other', size: 0 };
    return { name, kind: 'file', size: 0, why: reasonOf(error) };
  }
}

/** What stands in a name for bytes that are not UTF-8. */
const REPLACED = '\uFFFD';
