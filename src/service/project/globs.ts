/**
 * Whether a path relative to the root matches a pattern of `headroom.yaml`: `**` for any folders,
 * `*` and `?` within one name, `{a,b}` for alternatives. A pattern without a slash matches a name
 * at any depth, as in `.gitignore`.
 */
export function matchesGlob(path: string, pattern: string): boolean {
  const anchored = pattern.includes('/') ? pattern.replace(/^\//, '') : `**/${pattern}`;
  return compile(anchored.endsWith('/') ? `${anchored}**` : anchored).test(path);
}

const compiled = new Map<string, RegExp>();

function compile(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i] ?? '';
    if (pattern.startsWith('**/', i)) {
      source += '(?:[^/]+/)*';
      i += 2;
    } else if (pattern.startsWith('**', i)) {
      source += '.*';
      i += 1;
    } else if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '{') source += '(?:';
    else if (character === '}') source += ')';
    else if (character === ',')
      source += source.lastIndexOf('(?:') > source.lastIndexOf(')') ? '|' : ',';
    else source += character.replace(/[\\^$.|+()[\]]/, '\\$&');
  }
  const expression = safeExpression(`^${source}$`);
  compiled.set(pattern, expression);
  return expression;
}

/** An unbalanced brace matches nothing rather than throwing. */
function safeExpression(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    return /^(?!)/;
  }
}
