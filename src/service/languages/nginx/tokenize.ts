import type { SyntaxProblem } from '../../contracts/language';
import { endOfLua } from './lua';
import {
  CLOSE,
  COMMENT,
  DOUBLE,
  LUA,
  NEWLINE,
  OPEN,
  SEMICOLON,
  SINGLE,
  SPACE,
  TEMPLATE_TOKEN,
  TEMPLATED,
  Token,
  UNCLOSED,
  WORD,
} from './syntax';
import { OPENERS, type Template, templateReader } from './template';

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
  const read = scan(text, (flags, start, end) => tokens.push(new Token(flags, start, end)));
  return { tokens, ...read };
}

/**
 * Splits a text into nginx's tokens and hands them on one by one, as numbers: most of them nobody keeps.
 * Follows what nginx itself does: a quote counts only at the start of a word, a `}` only between words, `#`
 * only at the start of a word, and a backslash takes the next character with it.
 *
 * @param take is given the flags of a token and where it stands
 */
export function scan(
  text: string,
  take: (flags: number, start: number, end: number) => void,
): Scan {
  const templates = templateReader(text);
  const { length } = text;
  const problems: SyntaxProblem[] = [];
  /** Quotes that do not occur again: searching for their partner once more would be quadratic. */
  const spent = new Set<number>();
  let conditional = false;
  let steps = 0;
  let i = 0;
  /** Between directives: only here does a template stand for directives rather than for a word. */
  let between = true;
  let luaName = false;
  let lineStart = true;

  while (i < length) {
    const start = i;
    const code = text.charCodeAt(i);
    const template = isOpener(code) ? templates.at(i) : undefined;
    if (template?.control) conditional = true;
    if (template && between && (template.control || standsAlone(text, template))) {
      take(TEMPLATE_TOKEN | newlineIn(i, template.end), i, template.end);
      i = template.end;
      continue;
    }
    if (template) word();
    else if (isSpaceCode(code) || (code === BYTE_ORDER_MARK && i === 0)) space();
    else if (code === HASH) comment();
    else if (code === SEMICOLON_SIGN) punctuation(SEMICOLON);
    else if (code === OPEN_BRACE) open();
    else if (code === CLOSE_BRACE) punctuation(CLOSE);
    else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) quoted(code);
    else word();
    steps += i - start;
  }
  return { problems, conditional, steps };

  function newlineIn(start: number, end: number): number {
    return text.slice(start, end).includes('\n') ? NEWLINE : 0;
  }

  function space(): void {
    const start = i;
    let newline = text.charCodeAt(i) === LINE_FEED;
    for (i++; i < length; i++) {
      const code = text.charCodeAt(i);
      if (!isSpaceCode(code)) break;
      if (code === LINE_FEED) newline = true;
    }
    lineStart = start === 0 || lineStart || newline;
    take(newline ? SPACE | NEWLINE : SPACE, start, i);
  }

  function comment(): void {
    const newline = text.indexOf('\n', i);
    const end = newline < 0 ? length : newline;
    if (isTooLong(text, i, end)) problems.push(tooLong(i, 'comment'));
    take(COMMENT, i, end);
    i = end;
  }

  function punctuation(kind: number): void {
    take(kind, i, i + 1);
    i++;
    between = true;
    luaName = false;
    lineStart = false;
  }

  function open(): void {
    take(OPEN, i, i + 1);
    i++;
    if (luaName) lua();
    between = true;
    luaName = false;
    lineStart = false;
  }

  function lua(): void {
    const end = endOfLua(text, i);
    const stop = end < 0 ? length : end;
    take(LUA | (end < 0 ? UNCLOSED : 0) | newlineIn(i, stop), i, stop);
    steps += stop - i;
    i = stop;
  }

  function word(): void {
    let end = i;
    let flags = WORD;
    while (end < length) {
      const code = text.charCodeAt(end);
      // Most letters mean nothing but themselves.
      if (!isSign(code)) {
        end++;
        continue;
      }
      if (isSpaceCode(code) || code === SEMICOLON_SIGN) break;
      const template = isOpener(code) ? templates.at(end) : undefined;
      if (template) {
        flags |= TEMPLATED | newlineIn(end, template.end);
        if (template.control) conditional = true;
        end = template.end;
        continue;
      }
      if (code === OPEN_BRACE) break;
      if (code === BACKSLASH) {
        if (text.charCodeAt(end + 1) === LINE_FEED) flags |= NEWLINE;
        end += 2;
      } else if (code === DOLLAR && text.charCodeAt(end + 1) === OPEN_BRACE) end += 2;
      else end++;
    }
    finishWord(Math.min(end, length), flags);
  }

  function quoted(quote: number): void {
    let end = i + 1;
    let templated = false;
    let closed = false;
    while (end < length && !spent.has(quote)) {
      const code = text.charCodeAt(end);
      const template = isOpener(code) ? templates.at(end) : undefined;
      if (template) {
        templated = true;
        if (template.control) conditional = true;
        end = template.end;
        continue;
      }
      if (code === quote) {
        closed = true;
        break;
      }
      end += code === BACKSLASH ? 2 : 1;
    }
    if (!closed) spent.add(quote);
    steps += end - i;
    const flags = WORD | (quote === DOUBLE_QUOTE ? DOUBLE : SINGLE);
    if (closed && !(swallowedLines(end) && !mayFollowQuote(text.charAt(end + 1)))) {
      finishWord(end + 1, flags | newlineIn(i, end + 1) | (templated ? TEMPLATED : 0));
      afterQuote();
    } else {
      problems.push({
        at: { start: i, end: i + 1 },
        message: `This ${String.fromCharCode(quote)} is never closed: add the closing quote.`,
      });
      finishWord(endOfLine(text, i), flags | UNCLOSED);
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

  function finishWord(end: number, flags: number): void {
    if (isTooLong(text, i, end)) problems.push(tooLong(i, 'argument'));
    if ((between || lineStart) && !luaName && end - i >= LUA_SUFFIX) {
      luaName = LUA_BLOCK.test(text.slice(i, end));
    }
    take(flags, i, end);
    between = false;
    lineStart = false;
    i = end;
  }
}

const LINE_FEED = 10;
const HASH = 35;
const DOUBLE_QUOTE = 34;
const DOLLAR = 36;
const SINGLE_QUOTE = 39;
const SEMICOLON_SIGN = 59;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const BYTE_ORDER_MARK = 0xfeff;

/** Letters of ASCII that mean something within a word: 1 for a space, 2 for what begins templates, 4 else. */
const SIGNS = new Uint8Array(128);
for (const ch of ' \t\n\r') SIGNS[ch.charCodeAt(0)] = 1;
for (const ch of OPENERS) SIGNS[ch.charCodeAt(0)] = 2;
for (const ch of ';\\') SIGNS[ch.charCodeAt(0)] = 4;

function isSign(code: number): boolean {
  return code < 128 && SIGNS[code] !== 0;
}

function isSpaceCode(code: number): boolean {
  return code < 128 && SIGNS[code] === 1;
}

function isOpener(code: number): boolean {
  return code < 128 && SIGNS[code] === 2;
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
const LUA_SUFFIX = '_by_lua_block'.length;

/** Nothing else on the template's last line: it writes whole directives, or none. */
function standsAlone(text: string, template: Template): boolean {
  let i = template.end;
  while (text[i] === ' ' || text[i] === '\t' || text[i] === '\r') i++;
  return i >= text.length || text[i] === '\n' || text[i] === '#';
}

/** nginx reads through a buffer of 4096 bytes, and a word or comment must fit into it. */
const BUFFER_BYTES = 4096;

function isTooLong(text: string, start: number, end: number): boolean {
  if ((end - start) * 3 < BUFFER_BYTES) return false;
  let bytes = 0;
  for (const ch of text.slice(start, end)) {
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
