import type { Span } from '../../contracts/span';
import { lineEnd, type Source, statementStart } from '../../syntax/code-text';

/** A function of a file that others of it may call. */
export interface Named {
  readonly name: string;
  readonly body: Span;
}

/** How a dialect says what a body does. */
export interface Dialect {
  /** Calls that take a connection of a database, whatever they are called on. */
  readonly asks: RegExp;
  /** Blocks are lines that stand further in, not braces. */
  readonly byIndent: boolean;
  /** What stands before the name of a function of the same file that is called. */
  readonly own: RegExp;
}

/** The functions of a file by their names, of those of one name the last. */
export function byName(functions: readonly Named[]): ReadonlyMap<string, Span> {
  return new Map(functions.map(({ name, body }) => [name, body]));
}

/** The first of what stands in the order of the text that begins behind an offset. */
export function following<T extends { readonly head: number }>(
  all: readonly T[],
  offset: number,
): T | undefined {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.head ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return all[low];
}

/** A call of the database, and whether something decides about it. */
export interface Asked {
  readonly at: Span;
  readonly sometimes: boolean;
}

/** Calls of functions of the same file that are followed. */
const MAX_DEPTH = 3;
/** More of them says nothing new. */
const MAX_ASKED = 4;
/** So many functions are looked into, and so far: what is longer is no check, and bodies may lie within each other. */
const MAX_CALLED = 20;
export const MAX_BODY = 6000;

/** What a body asks of the database, with the functions of its file that it calls. */
export function askedIn(
  source: Source,
  body: Span,
  functions: ReadonlyMap<string, Span>,
  dialect: Dialect,
): readonly Asked[] {
  const found: Asked[] = [];
  const seen = new Set<Span>();
  const visit = (own: Span, sometimes: boolean, depth: number) => {
    seen.add(own);
    const code = source.code.slice(own.start, Math.min(own.end, own.start + MAX_BODY));
    for (const match of code.matchAll(dialect.asks)) {
      if (found.length >= MAX_ASKED) return;
      const start = own.start + match.index;
      const at = { start, end: start + match[0].trimEnd().length };
      found.push({ at, sometimes: sometimes || isDecided(source.code, own, start, dialect) });
    }
    if (functions.size === 0 || depth === MAX_DEPTH) return;
    for (const { index, 0: name } of code.matchAll(/[A-Za-z_]\w*[?!]?/g)) {
      const called = functions.get(name);
      const start = own.start + index;
      if (!called || seen.has(called) || seen.size > MAX_CALLED) continue;
      if (!dialect.own.test(source.code.slice(Math.max(0, start - 12), start))) continue;
      visit(called, sometimes || isDecided(source.code, own, start, dialect), depth + 1);
    }
  };
  visit(body, false, 0);
  return found;
}

/** What decides whether a block runs, or how often. */
const DECIDES =
  /\b(?:if|elsif|elseif|else|unless|case|when|switch|match|catch|rescue|while|until|for|foreach|cond)\b/;
/** What is asked once and kept. */
const KEEPS = /\b(?:cache|remember\w*|GetOrCreate\w*|GetOrSet\w*|Lazy|fetch_or_\w+)\b|\|\|=|\?\?=/i;

/** Whether what stands at an offset of a body may be passed by. */
export function isDecided(code: string, body: Span, at: number, { byIndent }: Dialect): boolean {
  return byIndent ? isDecidedInLines(code, body, at) : isDecidedInBraces(code, body, at);
}

function isDecidedInBraces(code: string, body: Span, at: number): boolean {
  const start = statementStart(code, at, body.start);
  const before = code.slice(start, at);
  if (KEEPS.test(before) || /&&|\|\||\?(?![?.>-])|\belse\b|\bcase\b/.test(before)) return true;
  // Behind the condition of an `if` without braces; within the condition it always runs.
  const guard = /\bif\s?\(/.exec(before);
  if (guard && isClosed(before.slice(guard.index + guard[0].length))) return true;
  if (/\breturn\b/.test(code.slice(body.start, start))) return true;
  let depth = 0;
  for (let index = at - 1; index >= body.start; index--) {
    if (code[index] === '}') depth++;
    else if (code[index] === '{') {
      if (depth > 0) depth--;
      else {
        const head = code.slice(statementStart(code, index, body.start), index);
        if (DECIDES.test(head) || KEEPS.test(head)) return true;
      }
    }
  }
  return false;
}

/** Whether a bracket that was open before a text is closed in it. */
function isClosed(text: string): boolean {
  let depth = 1;
  for (const character of text) {
    if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return true;
  }
  return false;
}

function isDecidedInLines(code: string, body: Span, at: number): boolean {
  const lineStart = Math.max(body.start, code.lastIndexOf('\n', at - 1) + 1);
  const before = code.slice(lineStart, at);
  const after = code.slice(at, lineEnd(code, at));
  if (/&&|\|\||\?\s|\b(?:and|or|then|else)\b/.test(before) || KEEPS.test(before)) return true;
  if (/\s(?:if|unless)\s/.test(after)) return true;
  const above = code.slice(body.start, lineStart);
  if (/\breturn\b|\b(?:head|render)\b[^\n]{0,200}\b(?:if|unless)\b/.test(above)) return true;
  let inner = indentOf(before);
  for (const line of above.split('\n').reverse()) {
    if (line.trim() === '') continue;
    const indent = indentOf(line);
    if (indent >= inner) continue;
    inner = indent;
    if (/^\s*(?:def|defp)\b/.test(line)) break;
    if (DECIDES.test(line) || KEEPS.test(line)) return true;
  }
  return false;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
