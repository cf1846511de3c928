import { type Span, span } from '../contracts/span';

/** A word of a Caddyfile, without its quotes. */
export interface CaddyWord {
  readonly text: string;
  readonly at: Span;
}

/** A line of a Caddyfile: its words, and what stands in its braces; `null` where it has none. */
export interface CaddyLine {
  readonly words: readonly CaddyWord[];
  readonly block: readonly CaddyLine[] | null;
  readonly at: Span;
}

/** A Caddyfile as it is written: nothing is imported or looked up. */
export interface Caddyfile {
  readonly lines: readonly CaddyLine[];
  readonly comments: readonly CaddyWord[];
}

/** Deeper blocks are read no more: no server is configured so. */
const MAX_DEPTH = 64;

/**
 * Reads a Caddyfile, of any text: words between blanks, `"` and backquotes around words that hold some, `#`
 * where a word would begin, a backslash at the end of a line that goes on, `<<END` up to a line `END`, and
 * braces that stand alone; one at the end of a line opens its block.
 * Source: caddyserver.com/docs/caddyfile/concepts.
 */
export function readCaddyfile(text: string): Caddyfile {
  const { tokens, comments } = scan(text);
  const root: CaddyLine[] = [];
  const open: CaddyLine[][] = [root];
  let words: CaddyWord[] = [];
  /** Takes the words so far as a line of the block that is open; a brace alone is a line without words. */
  const endLine = (block: CaddyLine[] | null, brace?: Span) => {
    const start = words[0]?.at.start ?? brace?.start;
    const end = words.at(-1)?.at.end ?? brace?.end;
    if (start === undefined || end === undefined) return;
    open.at(-1)?.push({ words, block, at: span(start, end) });
    words = [];
  };
  /** How many braces are open that are too deep. */
  let beyond = 0;
  for (const token of tokens) {
    if (beyond > 0) {
      if (token.kind === 'open') beyond++;
      else if (token.kind === 'close') beyond--;
    } else if (token.kind === 'word') words.push(token);
    else if (token.kind === 'newline') endLine(null);
    else if (token.kind === 'close') {
      endLine(null);
      if (open.length > 1) open.pop();
    } else if (open.length > MAX_DEPTH) {
      endLine(null);
      beyond = 1;
    } else {
      const block: CaddyLine[] = [];
      endLine(block, token.at);
      open.push(block);
    }
  }
  endLine(null);
  return { lines: root, comments };
}

interface Token extends CaddyWord {
  readonly kind: 'word' | 'newline' | 'open' | 'close';
}

/** Each character is looked at once, but for the line that ends a `<<` text, which is looked for from there on. */
function scan(text: string): {
  readonly tokens: readonly Token[];
  readonly comments: readonly CaddyWord[];
} {
  const tokens: Token[] = [];
  const comments: CaddyWord[] = [];
  const push = (kind: Token['kind'], start: number, end: number, said = text.slice(start, end)) =>
    tokens.push({ kind, text: said, at: span(start, end) });
  let at = 0;
  while (at < text.length) {
    const sign = text[at] as string;
    if (sign === '\n') {
      push('newline', at, ++at);
    } else if (isBlank(sign)) at++;
    else if (sign === '\\' && /[\r\n]/.test(text[at + 1] ?? '')) {
      at = text[at + 1] === '\r' && text[at + 2] === '\n' ? at + 3 : at + 2;
    } else if (sign === '#') {
      const end = endOfLine(text, at);
      comments.push({ text: text.slice(at + 1, end), at: span(at, end) });
      at = end;
    } else if (sign === '"' || sign === '`') {
      const { end, said } = quoted(text, at, sign);
      push('word', at, end, said);
      at = end;
    } else {
      let end = at + 1;
      while (end < text.length && !isBlank(text[end] as string) && text[end] !== '\n') end++;
      const word = text.slice(at, end);
      const [, mark] = /^<<([A-Za-z0-9_-]{1,64})$/.exec(word) ?? [];
      if (mark !== undefined) end = endOfHeredoc(text, end, mark);
      push(word === '{' ? 'open' : word === '}' ? 'close' : 'word', at, end);
      at = end;
    }
  }
  return { tokens, comments };
}

function isBlank(sign: string): boolean {
  return sign === ' ' || sign === '\t' || sign === '\r' || sign === '\uFEFF';
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** A quoted word; one that has no end goes to the end of the text. In `"`, a backslash keeps a quote. */
function quoted(
  text: string,
  start: number,
  quote: string,
): { readonly end: number; readonly said: string } {
  const parts: string[] = [];
  let from = start + 1;
  let at = from;
  while (at < text.length && text[at] !== quote) {
    if (quote === '"' && text[at] === '\\' && text[at + 1] === '"') {
      parts.push(text.slice(from, at));
      from = at + 1;
      at += 2;
    } else at++;
  }
  parts.push(text.slice(from, at));
  return { end: Math.min(at + 1, text.length), said: parts.join('') };
}

/** Where a `<<` text ends: behind the first word of a line that is its mark; more words may follow. */
function endOfHeredoc(text: string, from: number, mark: string): number {
  let line = text.indexOf('\n', from);
  while (line >= 0) {
    let at = line + 1;
    while (at < text.length && isBlank(text[at] as string)) at++;
    const end = at + mark.length;
    const isEnd = end >= text.length || text[end] === '\n' || isBlank(text[end] as string);
    if (text.startsWith(mark, at) && isEnd) return end;
    line = text.indexOf('\n', at);
  }
  return text.length;
}
