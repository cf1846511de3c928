/** An id made from what a node is, never from its order. */
export function idOf(kind: string, ...address: readonly (string | null)[]): string {
  let hash = 0x811c9dc5;
  const text = `${kind}\n${address.join('\n')}`;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return `n${hash.toString(16).padStart(8, '0')}`;
}

/** The folder of a file; empty for the root. */
export function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

/** Whether a file is in a folder; the root holds all. */
export function isIn(file: string, folder: string): boolean {
  return folder === '' || file.startsWith(`${folder}/`);
}

/** A path relative to a folder, with `.` and `..` resolved; `undefined` above the root. */
export function joined(folder: string, path: string): string | undefined {
  const parts: string[] = path.startsWith('/')
    ? []
    : folder.split('/').filter((part) => part !== '');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else parts.push(part);
  }
  return parts.join('/');
}

/** A file without its ending, and without the folder that it is compiled from or to. */
export function moduleOf(path: string): string {
  return path
    .replace(/^(?:\.\/|\/(?:usr\/src\/)?(?:app|srv|code)\/)/, '')
    .replace(/^(?:dist|build|lib|out|src)\//, '')
    .replace(/\.[cm]?[jt]sx?$/, '');
}
