/** The folder of a file; empty for the root of the project. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/**
 * What a relative path names from a folder, relative to the root of the project; `undefined` for what
 * is outside of it, or absolute.
 */
export function joinedPath(folder: string, path: string): string | undefined {
  if (/^(?:[/~\\]|[A-Za-z]:)/.test(path)) return undefined;
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** A path of the project as it is written from a folder: `../shared`, `./web`. */
export function pathFrom(folder: string, path: string): string {
  const [from, to] = [folder, path].map((one) => (one === '' ? [] : one.split('/')));
  let same = 0;
  while (from && to && same < Math.min(from.length, to.length) && from[same] === to[same]) same++;
  const up = (from ?? []).slice(same).map(() => '..');
  const steps = [...up, ...(to ?? []).slice(same)];
  return up.length > 0 ? steps.join('/') : ['.', ...steps].join('/');
}
