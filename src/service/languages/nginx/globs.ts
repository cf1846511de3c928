import { hasWildcard, wildcardMatcher } from '../../text/wildcards';

/** A matcher of whole paths for a pattern of `include`, as glob(3), which nginx calls, reads it. */
export function globMatcher(pattern: string): (path: string) => boolean {
  return wildcardMatcher(pattern, { folders: false, braces: false, hidesDots: true });
}

/** Whether nginx reads a pattern as a glob, which may match nothing, rather than as a file's name. */
export const isGlob = hasWildcard;
