import type { TextChange } from '../../contracts/fix';
import { span } from '../../contracts/span';
import type { NginxModel } from './model';
import type { Token } from './syntax';
import { tokenize } from './tokenize';

/**
 * Changes of white space that lay a file out: each line at the depth of its blocks, lines that
 * continue a directive shifted with it, one space before `{`, none before `;` or at the end of a
 * line, at most one blank line. Alignment within a line is the author's and stays. Nothing changes
 * in a file that is broken or that a template writes: there the depth cannot be known.
 */
export function formatNginx(model: NginxModel, indent: string): readonly TextChange[] {
  const { text, eol } = model;
  const { tokens, problems } = tokenize(text);
  if (problems.length > 0 || tokens.some(({ kind, unclosed }) => kind === 'template' || unclosed))
    return [];
  // At the very start it would become a byte-order mark.
  if (/^\s+\uFEFF/.test(text)) return [];
  const depths = depthsOf(tokens);
  if (!depths) return [];
  const changes: TextChange[] = [];
  const put = (start: number, end: number, newText: string) => {
    if (text.slice(start, end) !== newText) changes.push({ span: span(start, end), newText });
  };
  /** How far the line that began the current directive has moved, and whether one is unfinished. */
  let shift = 0;
  let unfinished = false;
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (token.kind === 'space') {
      const next = tokens[index + 1];
      const written = text.slice(token.start, token.end);
      const lines = written.split('\n').length - 1;
      const start = token.start + (written.startsWith('\uFEFF') ? 1 : 0);
      if (!next) put(start, token.end, before ? (before.kind === 'comment' ? '\n' : eol) : '');
      else if (lines > 0 || !before) {
        const old = width(
          written.slice(written.lastIndexOf('\n') + 1).replace('\uFEFF', ''),
          indent,
        );
        const continues = unfinished && next.kind !== 'close' && next.kind !== 'open';
        const depth = (depths[index + 1] ?? 0) * width(indent, indent);
        const now = continues ? Math.max(old + shift, depth) : depth;
        if (!continues) shift = now - old;
        const ends = before ? Math.min(lines, 2) : 0;
        // A comment takes all of its line but the line feed: its carriage return is its own.
        const first = before?.kind === 'comment' ? '\n' : eol;
        const newlines = ends === 0 ? '' : first + eol.repeat(ends - 1);
        put(start, token.end, newlines + blanks(now, indent));
      } else if (next.kind === 'semicolon') put(start, token.end, '');
      else if (next.kind === 'open') put(start, token.end, ' ');
      continue;
    }
    if (token.kind === 'open' && before?.kind === 'word') put(token.start, token.start, ' ');
    if (token.kind === 'word') unfinished = true;
    else if (token.kind !== 'comment') unfinished = false;
  }
  const last = tokens.at(-1);
  if (last && last.kind !== 'space') put(last.end, last.end, last.kind === 'comment' ? '\n' : eol);
  return changes;
}

/** The depth of each token's line if it begins one; `undefined` where braces do not match. */
function depthsOf(tokens: readonly Token[]): readonly number[] | undefined {
  const depths: number[] = [];
  let depth = 0;
  for (const { kind } of tokens) {
    if (kind === 'close') depth--;
    if (depth < 0) return undefined;
    depths.push(depth);
    if (kind === 'open') depth++;
  }
  return depth === 0 ? depths : undefined;
}

/** Columns of an indentation; a tab counts as much as one step of this file. */
function width(written: string, indent: string): number {
  const step = indent === '\t' ? 4 : indent.length;
  return [...written].reduce((sum, ch) => sum + (ch === '\t' ? step : ch === '\r' ? 0 : 1), 0);
}

function blanks(columns: number, indent: string): string {
  if (indent !== '\t') return ' '.repeat(columns);
  return '\t'.repeat(Math.floor(columns / 4)) + ' '.repeat(columns % 4);
}
