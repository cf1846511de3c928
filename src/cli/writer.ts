import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import {
  access,
  type FileHandle,
  lstat,
  open,
  readdir,
  realpath,
  rename,
  rm,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from './usage';
import { isInside, LEADS_OUT, readText, reasonOf } from './workspace';

/** A file that is to get another text. */
export interface Replacement {
  readonly path: string;
  /** The text that the new one was made from; `null` for a file that is not there yet. */
  readonly before: string | null;
  readonly text: string;
}

/** Why a file was left as it is. */
export interface Refusal {
  readonly path: string;
  readonly why: string;
  /** Whether the system refused, rather than this program for the sake of what is there. */
  readonly bySystem: boolean;
}

/** A text that is on the disk beside the file it is for. */
interface Staged {
  readonly target: string;
  readonly temporary: string;
  readonly info: Stats | null;
}

/** Thrown to leave a file as it is. */
class Left extends Error {}

/**
 * Replaces the texts of files that change together: all of them, or none where one has to be left.
 * Nothing outside `bound` is written, wherever links lead. A file is replaced whole: whoever reads
 * it finds the old text or the new one, also when the process is killed. Owner, group and mode stay.
 * @returns why files were left; empty when all were written
 */
export async function replaceFiles(
  files: readonly Replacement[],
  bound: string,
): Promise<readonly Refusal[]> {
  const staged: Staged[] = [];
  let at = files[0]?.path ?? '';
  try {
    for (const file of files) {
      at = file.path;
      staged.push(await stage(file, bound));
    }
    for (const [index, one] of staged.entries()) {
      at = files[index]?.path ?? at;
      await checkUnchanged(files[index]?.before ?? null, one, bound);
    }
    for (const [index, { temporary, target }] of staged.entries()) {
      at = files[index]?.path ?? at;
      await rename(temporary, target);
    }
    return [];
  } catch (error) {
    for (const { temporary } of staged) await rm(temporary, { force: true }).catch(() => {});
    const why = error instanceof Left ? error.message : reasonOf(error);
    const bySystem = !(error instanceof Left);
    return files.map(({ path }) =>
      path === at
        ? { path, why, bySystem }
        : { path, why: `it changes together with ${basename(at)}, which was left`, bySystem },
    );
  }
}

/**
 * Writes a file that is not there yet; `name` is what the user calls it.
 * @throws UsageError when it cannot be written, or somebody else was first
 */
export async function writeNew(path: string, text: string, name: string): Promise<void> {
  const [refusal] = await replaceFiles([{ path, before: null, text }], dirname(path));
  if (refusal) throw new UsageError(`${name}: not written: ${refusal.why}.`);
}

/** Writes the new text beside a file, with everything that the file has. */
async function stage({ path, before, text }: Replacement, bound: string): Promise<Staged> {
  const target = await realpath(path).catch(() => path);
  const folder = dirname(target);
  if (!isInside(join(await realpath(folder), basename(target)), await realpath(bound))) {
    throw new Left(LEADS_OUT);
  }
  const info = before === null ? null : await lstat(target);
  if (info) await checkReplaceable(target, info);
  const temporary = join(folder, temporaryName());
  try {
    const handle = await open(temporary, 'wx', info ? 0o600 : 0o666);
    try {
      await handle.writeFile(text);
      if (info) await keepOwner(handle, info);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  return { target, temporary, info };
}

async function checkReplaceable(target: string, info: Stats): Promise<void> {
  if (!info.isFile()) throw new Left('not a regular file');
  // To replace it would part the names; to write into it would lose it where that is interrupted.
  if (info.nlink > 1) throw new Left(`it has ${info.nlink} hard links, which would be parted`);
  await access(target, constants.W_OK);
}

async function keepOwner(handle: FileHandle, info: Stats): Promise<void> {
  const made = await handle.stat();
  if (made.uid !== info.uid || made.gid !== info.gid) {
    await handle.chown(info.uid, info.gid).catch(() => {
      throw new Left('its owner and group cannot be kept');
    });
  }
  // After the owner: a change of owner takes special bits away.
  await handle.chmod(info.mode & 0o7777);
}

/** Somebody else may have written while the review went on; what they wrote stays. */
async function checkUnchanged(
  before: string | null,
  { target, info }: Staged,
  bound: string,
): Promise<void> {
  if (before === null) {
    const there = await lstat(target).catch(() => null);
    if (there) throw new Left('somebody has made it meanwhile');
    return;
  }
  const now = await readText(target, bound);
  const { ino } = await lstat(target);
  if (now.state !== 'read' || now.text !== before || ino !== info?.ino) {
    throw new Left('somebody has changed it meanwhile');
  }
}

/** Names of texts that are not in their place yet: the process that writes them, and a number. */
const TEMPORARY = /^\.headroom-(\d+)-[0-9a-f]{16}\.tmp$/;

function temporaryName(): string {
  return `.headroom-${process.pid}-${randomBytes(8).toString('hex')}.tmp`;
}

/** Removes what runs that were killed have left in these folders. */
export async function removeLeftovers(folders: Iterable<string>): Promise<void> {
  for (const folder of folders) {
    for (const name of await readdir(folder).catch(() => [])) {
      const writer = TEMPORARY.exec(name)?.[1];
      if (writer !== undefined && !isRunning(Number(writer))) {
        await rm(join(folder, name), { force: true }).catch(() => {});
      }
    }
  }
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
