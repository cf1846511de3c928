/** The uri of the folder a file or folder is in, without a trailing slash. */
export function parentOf(uri: string): string {
  const slash = uri.lastIndexOf('/');
  return slash < 0 ? uri : uri.slice(0, slash);
}

/** The uri of something beneath a folder, in the form that `vscode-uri` prints. */
export function child(folder: string, name: string): string {
  return `${folder.replace(/\/$/, '')}/${name.split('/').map(encoded).join('/')}`;
}

/** A part of a path; round brackets and their like are escaped as well, as `vscode-uri` does. */
function encoded(part: string): string {
  if (PLAIN.test(part)) return part;
  return encodeURIComponent(part.replace(HALVES, '\uFFFD')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Whether a uri is a folder or lies beneath it. */
export function isWithin(uri: string, folder: string): boolean {
  return uri === folder || uri.startsWith(`${folder.replace(/\/$/, '')}/`);
}

/** The readable path of a uri relative to a folder, with slashes; `../` where it lies outside. */
export function relativePath(uri: string, folder: string): string {
  let base = folder.replace(/\/$/, '');
  let up = '';
  while (!isWithin(uri, base)) {
    const above = parentOf(base);
    if (above === base || above.endsWith(':/') || above.endsWith(':')) return decoded(uri);
    base = above;
    up += '../';
  }
  return up + decoded(uri.slice(base.length + 1));
}

/** A part of a uri as it is read; as it stands where it cannot be. */
function decoded(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What is written in a uri as it is; so are most names. */
const PLAIN = /^[\w.~-]*$/;

/** Halves of characters, as half-typed texts and broken programs leave them: no uri can hold them. */
const HALVES = /\p{Surrogate}/gu;

// Paths relative to a root, with slashes; that of the root itself is empty.

/** The folder of a file or of a folder; empty for one at the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A folder and those around it, the nearest first, the root last. */
export function upwards(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folder; at !== ''; at = folderOf(at)) folders.push(at);
  return [...folders, ''];
}

/** Whether a file is in a folder; the root holds all. */
export function isIn(file: string, folder: string): boolean {
  return folder === '' || file.startsWith(`${folder}/`);
}

/** The path of something in a folder, by its name there. */
export function pathIn(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** What a path means in a folder; `..` beyond the root stays, so nothing is there. */
export function joined(folder: string, path: string): string {
  const steps: string[] = [];
  for (const step of `${folder}/${path}`.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else steps.push(step);
  }
  return steps.join('/');
}

/** What a relative path means in a folder; `undefined` for what is absolute or outside of the root. */
export function joinedPath(folder: string, path: string): string | undefined {
  if (/^(?:[/~\\]|[A-Za-z]:)/.test(path)) return undefined;
  const made = joined(folder, path);
  return made === '..' || made.startsWith('../') ? undefined : made;
}

/** A path as it is written from a folder: `../shared`, `./web`. */
export function pathFrom(folder: string, path: string): string {
  const [from, to] = [folder, path].map((one) => (one === '' ? [] : one.split('/')));
  let same = 0;
  while (from && to && same < Math.min(from.length, to.length) && from[same] === to[same]) same++;
  const up = (from ?? []).slice(same).map(() => '..');
  const steps = [...up, ...(to ?? []).slice(same)];
  return up.length > 0 ? steps.join('/') : ['.', ...steps].join('/');
}
