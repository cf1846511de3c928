import { wildcardMatcher } from '../text/wildcards';

/**
 * Whether a path relative to the root matches a pattern of `headroom.yaml`: `**` for any folders,
 * `*` and `?` within one name, `[a-z]` for one of several characters, `{a,b}` for alternatives, which
 * may be nested. A pattern without a slash matches a name at any depth, as in `.gitignore`.
 */
export function matchesGlob(path: string, pattern: string): boolean {
  const known = compiled.get(pattern);
  if (known) return known(path);
  const anchored = pattern.includes('/') ? pattern.replace(/^\//, '') : `**/${pattern}`;
  const matches = wildcardMatcher(anchored.endsWith('/') ? `${anchored}**` : anchored, {
    folders: true,
    braces: true,
    hidesDots: false,
  });
  compiled.set(pattern, matches);
  return matches(path);
}

const compiled = new Map<string, (path: string) => boolean>();
