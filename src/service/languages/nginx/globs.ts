/**
 * A matcher of whole paths for a pattern of `include`: `*` and `?` stop at a slash, `[a-z]` and
 * `[!a]` are sets, a backslash takes the next character as it is. As in glob(3), which nginx calls,
 * a wildcard at the start of a name does not match a dot.
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  try {
    const expression = new RegExp(`^${source(pattern)}$`);
    return (path) => expression.test(path);
  } catch {
    return (path) => path === pattern;
  }
}

/** Whether nginx reads a pattern as a glob, which may match nothing, rather than as a file's name. */
export function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

function source(pattern: string): string {
  const parts = /\\(.)|\[!?\]?[^\]/]*\]|[*?]|[\s\S]/g;
  let written = '';
  for (const match of pattern.matchAll(parts)) {
    const [part, escaped] = match;
    const atStart = match.index === 0 || pattern[match.index - 1] === '/';
    const visible = atStart ? '(?!\\.)' : '';
    if (escaped !== undefined) written += literal(escaped);
    else if (part === '*') written += `${visible}[^/]*`;
    else if (part === '?') written += `${visible}[^/]`;
    else if (part.length > 1) written += visible + set(part);
    else written += literal(part);
  }
  return written;
}

function set(part: string): string {
  const negated = part.startsWith('[!');
  const inner = part.slice(negated ? 2 : 1, -1).replace(/[\\\]^[]/g, '\\$&');
  return `(?!/)[${negated ? '^' : ''}${inner}]`;
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
