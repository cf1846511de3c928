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
  return encodeURIComponent(part).replace(
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
    if (above === base || above.endsWith(':/') || above.endsWith(':'))
      return decodeURIComponent(uri);
    base = above;
    up += '../';
  }
  return up + decodeURIComponent(uri.slice(base.length + 1));
}
