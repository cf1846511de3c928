import { folderOf } from '../text/paths';

/** An id made from what a node is, never from its order. */
export function idOf(kind: string, ...address: readonly (string | null)[]): string {
  let hash = 0x811c9dc5;
  const text = `${kind}\n${address.join('\n')}`;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return `n${hash.toString(16).padStart(8, '0')}`;
}

/** A file without its ending, and without the folder that it is compiled from or to. */
export function moduleOf(path: string): string {
  return path
    .replace(/^(?:\.\/|\/(?:usr\/src\/)?(?:app|srv|code)\/)/, '')
    .replace(/^(?:dist|build|lib|out|src)\//, '')
    .replace(/\.[cm]?[jt]sx?$/, '');
}

/** The folder of the package that a manifest is of; Rails has its own in `config/`. */
export function packageFolder(manifest: string): string {
  const folder = folderOf(manifest);
  return manifest.endsWith('config/application.rb') ? folderOf(folder) : folder;
}
