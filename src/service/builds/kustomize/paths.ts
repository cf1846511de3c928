/** Whether a path leads to another machine. */
export function isRemote(path: string): boolean {
  return (
    /^[\w+.-]+:\/\/|^git@|^git::|[?&]ref=|^(?:github\.com|gitlab\.com|bitbucket\.org)[/:]/.test(
      path,
    ) || path.includes('.git//')
  );
}
