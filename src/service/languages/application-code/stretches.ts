import { type Span, span } from '../../contracts/span';
import { escapePattern } from '../../text/patterns';
import type { Checkout } from './checkouts';
import type { ApplicationModel } from './model';
import { functionOf, usesIn } from './uses';

/** The lines in which a connection is held, ready to stand in a block of their own. */
export interface Stretch {
  /** The statement that takes the connection, to the end of its line. */
  readonly take: Span;
  /** The whole lines behind it. */
  readonly at: Span;
  readonly indent: string;
  /** One step of indentation. */
  readonly unit: string;
  readonly eol: string;
  /** The lines one step further in, without the one that gives the connection back. */
  readonly lines: readonly string[];
}

/** Strings over several lines, which would change with their indentation. */
const LONG_STRING = /`[^`\n]*\n[^`]*`|"""|'''/;

/** Names that a block would keep to itself; a `return x;` among them does no harm. */
const DECLARES =
  /\b(?:const|let|var|class|function)\s+(\{(?:[^{}]|\{[^{}]*\})*\}|\[(?:[^[\]]|\[[^[\]]*\])*\]|[\w$]+)|^[ \t]*(?:final[ \t]+)?[\w<>[\],.?]+(?: +[\w<>[\],.?]+)*[ \t]+(\w+)\s*[=;]/gm;

/**
 * The lines a connection is held in: to where it is given back, or to the end of the function. What is
 * declared in them and needed behind them takes the rest of the function along, if nothing there takes
 * time. `undefined` where the lines are not plain.
 */
export function heldLines(application: ApplicationModel, checkout: Checkout): Stretch | undefined {
  const { text, grammar } = application;
  const { use, givenBack } = checkout;
  const scope = functionOf(use);
  if (use.region !== scope || (givenBack && givenBack.region !== scope)) return undefined;
  const python = grammar === 'python';
  if (!python && text[scope.at.end - 1] !== '}') return undefined;

  const lineStart = text.lastIndexOf('\n', use.at.start) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const start = nextLine(text, use.at.end);
  const last = python ? nextLine(text, scope.at.end) : text.lastIndexOf('\n', scope.at.end - 1) + 1;
  if (last <= start || !/^;?\s*$/.test(text.slice(use.at.end, start))) return undefined;

  let end = last;
  if (givenBack) {
    end = nextLine(text, givenBack.at.end);
    if (keepsNames(application, span(start, end), last)) {
      if (!restIsQuick(application, checkout, end)) return undefined;
      end = last;
    }
  }
  const body = text.slice(start, end);
  if (LONG_STRING.test(body)) return undefined;
  const gives = givenBack && text.slice(givenBack.at.start, givenBack.at.end);
  const lines = body.replace(/\r?\n$/, '').split(/\r?\n/);
  const kept = lines.filter((line) => line.trim().replace(/^await |;$/g, '') !== gives);
  if (givenBack && kept.length !== lines.length - 1) return undefined;
  if (kept.every((line) => line.trim() === '')) return undefined;
  const unit = unitOf(indent, text, scope.at.start);
  return {
    take: span(lineStart + indent.length, start),
    at: span(start, end),
    indent,
    unit,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    lines: kept.map((line) => (line.trim() === '' ? '' : `${unit}${line}`)),
  };
}

function nextLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline === -1 ? text.length : newline + 1;
}

/** What a body is indented by beyond its function. */
function unitOf(indent: string, text: string, scopeStart: number): string {
  const lineStart = text.lastIndexOf('\n', scopeStart) + 1;
  const outer = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  return indent.startsWith(outer) && indent !== outer ? indent.slice(outer.length) : '  ';
}

/** Whether names declared in a stretch are needed behind it; Python's live as long as the function. */
function keepsNames({ text, grammar }: ApplicationModel, at: Span, last: number): boolean {
  if (grammar === 'python') return false;
  const names = [...text.slice(at.start, at.end).matchAll(DECLARES)].flatMap(
    ([, pattern = '', name]) => (name ? [name] : (pattern.match(/[\w$]+/g) ?? [])),
  );
  const behind = text.slice(at.end, last);
  return names.some((name) =>
    new RegExp(`(?<![\\w$])${escapePattern(name)}(?![\\w$])`).test(behind),
  );
}

/** Nothing behind a place is waited for: a connection may be held until then. */
function restIsQuick(
  { uses, handles, grammar }: ApplicationModel,
  { use }: Checkout,
  from: number,
): boolean {
  const scope = functionOf(use);
  return usesIn(uses, { start: from, end: scope.at.end }).every(
    ({ awaited, receiver }) =>
      !awaited && !handles.of(receiver) && (grammar !== 'java' || receiver === ''),
  );
}
