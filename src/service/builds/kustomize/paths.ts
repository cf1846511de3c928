/** A path as a file in a folder writes it, relative to the project root. `..` beyond the root stays. */
export function joinPath(folder: string, path: string): string {
  const steps: string[] = [];
  for (const step of `${folder}/${path}`.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else steps.push(step);
  }
  return steps.join('/');
}

/** Whether a path leads to another machine. */
export function isRemote(path: string): boolean {
  return (
    /^[\w+.-]+:\/\/|^git@|^git::|[?&]ref=|^(?:github\.com|gitlab\.com|bitbucket\.org)[/:]/.test(
      path,
    ) || path.includes('.git//')
  );
}
