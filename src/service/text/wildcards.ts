/** One step of a pattern: a character that is read, or a choice of where to go on. */
type State =
  | { readonly reads: (character: string) => boolean; next: number }
  | { readonly reads: null; readonly next: readonly number[] };

/** What the wildcards of a pattern mean. */
export interface Wildcards {
  /** `**` is any text, and `**` with a slash behind it any folders, none included. */
  readonly folders: boolean;
  /** `{a,b}` is one of several patterns, which may hold others. */
  readonly braces: boolean;
  /** As in glob(3), a wildcard at the start of a name does not match a dot. */
  readonly hidesDots: boolean;
  /** A wildcard reads a slash too, as in the patterns of a shell's `case`; left out, it stops there. */
  readonly slashes?: boolean;
}

/**
 * A matcher of whole paths for a pattern: `*` and `?` stop at a slash unless they are to go on, `[a-z]` and `[!a]` are sets, a
 * backslash takes the next character as it is. It follows all ways through the pattern at once, so a
 * path costs at most its length times that of the pattern, whatever the pattern is.
 */
export function wildcardMatcher(
  pattern: string,
  { folders, braces, hidesDots, slashes = false }: Wildcards,
): (path: string) => boolean {
  const states: State[] = [];
  const read = (reads: (character: string) => boolean) => {
    states.push({ reads, next: states.length + 1 });
  };
  const fork = (...next: number[]) => states.push({ reads: null, next });
  let position = 0;
  const anything = (one: string) => slashes || one !== '/';

  /** A run of any length of what one state reads. */
  function repeat(reads: (character: string) => boolean): void {
    const at = states.length;
    fork(at + 1, at + 2);
    states.push({ reads, next: at });
  }

  function part(): void {
    const character = pattern[position] ?? '';
    const before = pattern[position - 1];
    const isFirst = position === 0 || before === '/' || (braces && /[{,]/.test(before ?? ''));
    const visible = (reads: (character: string) => boolean) =>
      isFirst && hidesDots ? (one: string) => one !== '.' && reads(one) : reads;
    if (folders && isFirst && pattern.startsWith('**/', position)) {
      const at = states.length;
      fork(at + 1, at + 4);
      fork(at + 2, at + 3);
      states.push({ reads: (one) => one !== '/', next: at + 1 });
      states.push({ reads: (one) => one === '/', next: at });
      position += 3;
    } else if (folders && pattern.startsWith('**', position)) {
      repeat(() => true);
      position += 2;
    } else if (character === '*') {
      if (isFirst && hidesDots) {
        const at = states.length;
        // Nothing, or something that does not begin with a dot.
        fork(at + 1, at + 4);
        states.push({ reads: (one) => one !== '/' && one !== '.', next: at + 2 });
        fork(at + 3, at + 4);
        states.push({ reads: anything, next: at + 2 });
      } else repeat(anything);
      position += 1;
    } else if (character === '?') {
      read(visible(anything));
      position += 1;
    } else if (character === '[' && setAt(pattern, position)) {
      const set = setAt(pattern, position);
      if (set) read(visible(set.reads));
      position = set?.end ?? position + 1;
    } else if (character === '\\' && position + 1 < pattern.length) {
      const meant = pattern[position + 1];
      read((one) => one === meant);
      position += 2;
    } else if (braces && character === '{' && closes(pattern, position)) {
      position += 1;
      choice();
    } else {
      read((one) => one === character);
      position += 1;
    }
  }

  /** The patterns of a brace, to its end. */
  function choice(): void {
    const start = states.length;
    const begins: number[] = [];
    const ends: number[] = [];
    fork();
    for (;;) {
      begins.push(states.length);
      while (position < pattern.length && !/[,}]/.test(pattern[position] ?? '')) part();
      ends.push(fork() - 1);
      if (position >= pattern.length || pattern[position++] === '}') break;
    }
    states[start] = { reads: null, next: begins };
    for (const end of ends) states[end] = { reads: null, next: [states.length] };
  }

  while (position < pattern.length) part();
  // Most paths end otherwise, which is seen at once.
  const end = literalEnd(pattern);
  return (path) => path.endsWith(end) && accepts(states, path);
}

/** What every path that matches ends with. */
function literalEnd(pattern: string): string {
  let start = pattern.length;
  while (start > 0 && !'*?[]{},\\/'.includes(pattern[start - 1] ?? '')) start -= 1;
  return pattern.slice(start);
}

/** Whether a pattern has a wildcard that glob(3) knows. */
export function hasWildcard(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

function accepts(states: readonly State[], path: string): boolean {
  const end = states.length;
  let at = closure(states, [0]);
  for (const character of path) {
    const next: number[] = [];
    for (const index of at) {
      const state = states[index];
      if (state?.reads?.(character) && typeof state.next === 'number') next.push(state.next);
    }
    if (next.length === 0) return false;
    at = closure(states, next);
  }
  return at.has(end);
}

/** Every state that can be reached without reading. */
function closure(states: readonly State[], from: readonly number[]): ReadonlySet<number> {
  const reached = new Set(from);
  for (const index of reached) {
    const state = states[index];
    if (state?.reads === null) for (const next of state.next) reached.add(next);
  }
  return reached;
}

/** The set that begins at a bracket, if it is closed before the next slash. */
function setAt(
  pattern: string,
  start: number,
): { readonly reads: (character: string) => boolean; readonly end: number } | undefined {
  let position = start + 1;
  const isNegated = pattern[position] === '!' || pattern[position] === '^';
  if (isNegated) position += 1;
  const first = position;
  const ranges: (readonly [string, string])[] = [];
  for (; position < pattern.length; position += 1) {
    const character = pattern[position] ?? '';
    if (character === '/') return undefined;
    if (character === ']' && position > first) {
      const reads = (one: string) =>
        one !== '/' && ranges.some(([low, high]) => low <= one && one <= high) !== isNegated;
      return { reads, end: position + 1 };
    }
    const isRange =
      pattern[position + 1] === '-' && !['', ']'].includes(pattern[position + 2] ?? '');
    ranges.push([character, isRange ? (pattern[position + 2] ?? '') : character]);
    if (isRange) position += 2;
  }
  return undefined;
}

/** Whether a brace is closed. Each is asked once, so patterns of nothing but braces are read backwards once. */
function closes(pattern: string, start: number): boolean {
  return closedBraces(pattern).has(start);
}

const braced = new Map<string, ReadonlySet<number>>();

function closedBraces(pattern: string): ReadonlySet<number> {
  const known = braced.get(pattern);
  if (known) return known;
  const closed = new Set<number>();
  const open: number[] = [];
  for (let position = 0; position < pattern.length; position += 1) {
    if (pattern[position] === '\\') position += 1;
    else if (pattern[position] === '{') open.push(position);
    else if (pattern[position] === '}') {
      const start = open.pop();
      if (start !== undefined) closed.add(start);
    }
  }
  braced.clear();
  braced.set(pattern, closed);
  return closed;
}
