import type { SyntaxProblem } from '../../contracts/language';
import { endOfLua } from './lua';
import { Token, type TokenKind } from './syntax';
import { type Template, templateReader } from './template';

/** What is said of a text while its tokens are read. */
export interface Scan {
  readonly problems: readonly SyntaxProblem[];
  /** Whether a template decides what is written: then its braces need not match here. */
  readonly conditional: boolean;
  /** Characters looked at. */
  readonly steps: number;
}

/** The words of a text. `tokens` tile it: joined they are the text again. */
export interface Tokens extends Scan {
  readonly tokens: readonly Token[];
}

/** All tokens of a text, see {@link scan}. */
export function tokenize(text: string): Tokens {
  const tokens: Token[] = [];
  const read = scan(text, (token) => tokens.push(token));
  return { tokens, ...read };
}

/**
 * Splits a text into nginx's tokens and hands them on one by one: most of them nobody keeps. Follows
 * what nginx itself does: a quote counts only at the start of a word, a `}` only between words, `#`
 * only at the start of a word, and a backslash takes the next character with it.
 */
export function scan(text: string, take: (token: Token) => void): Scan {
  const templates = templateReader(text);
  const problems: SyntaxProblem[] = [];
  /** Quotes that do not occur again: searching for their partner once more would be quadratic. */
  const spent = new Set<string>();
  let conditional = false;
  let steps = 0;
  let i = 0;
  /** Between directives: only here does a template stand for directives rather than for a word. */
  let between = true;
  let luaName = false;
  let lineStart = true;

  while (i < text.length) {
    const start = i;
    const template = templates.at(i);
    if (template?.control) conditional = true;
    if (template && between && (template.control || standsAlone(text, template))) {
      push('template', template.end);
      continue;
    }
    const ch = text.charAt(i);
    if (template) word();
    else if (isSpace(ch) || (ch === '\uFEFF' && i === 0)) space();
    else if (ch === '#') comment();
    else if (ch === ';') punctuation('semicolon');
    else if (ch === '{') open();
    else if (ch === '}') punctuation('close');
    else if (ch === '"' || ch === "'") quoted(ch);
    else word();
    steps += i - start;
  }
  return { problems, conditional, steps };

  function push(kind: TokenKind, end: number): void {
    take(new Token(kind, i, end));
    i = end;
  }

  function space(): void {
    let end = i + 1;
    while (end < text.length && isSpace(text.charAt(end))) end++;
    lineStart = i === 0 || lineStart || text.slice(i, end).includes('\n');
    push('space', end);
  }

  function comment(): void {
    const newline = text.indexOf('\n', i);
    const end = newline < 0 ? text.length : newline;
    if (isTooLong(text.slice(i, end))) problems.push(tooLong(i, 'comment'));
    push('comment', end);
  }

  function punctuation(kind: 'semicolon' | 'close'): void {
    push(kind, i + 1);
    between = true;
    luaName = false;
    lineStart = false;
  }

  function open(): void {
    push('open', i + 1);
    if (luaName) lua();
    between = true;
    luaName = false;
    lineStart = false;
  }

  function lua(): void {
    const end = endOfLua(text, i);
    const stop = end < 0 ? text.length : end;
    take(new Token('lua', i, stop, null, end < 0));
    steps += stop - i;
    i = stop;
  }

  function word(): void {
    let end = i;
    let templated = false;
    while (end < text.length) {
      const ch = text.charAt(end);
      if (isSpace(ch) || ch === ';') break;
      const template = templates.at(end);
      if (template) {
        templated = true;
        if (template.control) conditional = true;
        end = template.end;
        continue;
      }
      if (ch === '{') break;
      if (ch === '\\') end += 2;
      else if (ch === '$' && text[end + 1] === '{') end += 2;
      else end++;
    }
    finishWord(Math.min(end, text.length), null, false, templated);
  }

  function quoted(quote: '"' | "'"): void {
    let end = i + 1;
    let templated = false;
    let closed = false;
    while (end < text.length && !spent.has(quote)) {
      const template = templates.at(end);
      if (template) {
        templated = true;
        if (template.control) conditional = true;
        end = template.end;
        continue;
      }
      const ch = text.charAt(end);
      if (ch === quote) {
        closed = true;
        break;
      }
      end += ch === '\\' ? 2 : 1;
    }
    if (!closed) spent.add(quote);
    steps += end - i;
    if (closed && !(swallowedLines(end) && !mayFollowQuote(text.charAt(end + 1)))) {
      finishWord(end + 1, quote, false, templated);
      afterQuote();
    } else {
      problems.push({
        at: { start: i, end: i + 1 },
        message: `This ${quote} is never closed: add the closing quote.`,
      });
      finishWord(endOfLine(text, i), quote, true, false);
    }
  }

  /**
   * A string over several lines whose end runs straight into other text is no string: it took the
   * opening quote of a later one for its end.
   */
  function swallowedLines(end: number): boolean {
    return text.slice(i, end).includes('\n');
  }

  function afterQuote(): void {
    const next = text.charAt(i);
    if (mayFollowQuote(next) || templates.at(i)) return;
    problems.push({
      at: { start: i, end: i + 1 },
      message: `Unexpected "${next}" after a closing quote: put a space or ";" between them.`,
    });
  }

  function finishWord(end: number, quote: Token['quote'], unclosed: boolean, templated: boolean) {
    const raw = text.slice(i, end);
    if (isTooLong(raw)) problems.push(tooLong(i, 'argument'));
    if (between || lineStart) luaName ||= LUA_BLOCK.test(raw);
    take(new Token('word', i, end, quote, unclosed, templated));
    between = false;
    lineStart = false;
    i = end;
  }
}

/** What separates words for nginx: nothing else does, no form feed and no non-breaking space. */
export function isSpace(ch: string): boolean {
  return ch === ' ' || ch === '\t' || ch === '\n' || ch === '\r';
}

function mayFollowQuote(ch: string): boolean {
  return ch === '' || isSpace(ch) || ch === ';' || ch === '{' || ch === ')';
}

/** Where a word with a missing quote is cut: the line's end, before a final `;` if there is one. */
function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  let end = newline < 0 ? text.length : newline;
  while (end > from + 1 && isSpace(text.charAt(end - 1))) end--;
  if (end > from + 1 && text[end - 1] === ';') end--;
  return end;
}

/** Lua follows only where this is the directive's name; elsewhere it is a word like any other. */
const LUA_BLOCK = /^["']?\w+_by_lua_block["']?$/;

/** Nothing else on the template's last line: it writes whole directives, or none. */
function standsAlone(text: string, template: Template): boolean {
  let i = template.end;
  while (text[i] === ' ' || text[i] === '\t' || text[i] === '\r') i++;
  return i >= text.length || text[i] === '\n' || text[i] === '#';
}

/** nginx reads through a buffer of 4096 bytes, and a word or comment must fit into it. */
const BUFFER_BYTES = 4096;

function isTooLong(raw: string): boolean {
  if (raw.length * 3 < BUFFER_BYTES) return false;
  let bytes = 0;
  for (const ch of raw) {
    const code = ch.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes >= BUFFER_BYTES;
}

function tooLong(start: number, what: string): SyntaxProblem {
  return {
    at: { start, end: start + 1 },
    message: `This ${what} is longer than 4096 bytes, which nginx refuses to read: split it up.`,
  };
}
