import { tableOf } from '../../text/tables';
import type { Token } from './syntax';

/** What nginx reads for a word: without its quotes, with the few escapes it knows resolved. */
export function wordValue(raw: string, quote: Token['quote']): string {
  const inner = quote === null ? raw : raw.slice(1, raw.endsWith(quote) ? -1 : undefined);
  return inner.includes('\\') ? inner.replace(/\\([\\"'trn])/g, resolveEscape) : inner;
}

/** Whether a value contains a variable, so that nginx computes it for each request. */
export function hasVariable(value: string): boolean {
  return /\$\{?\w/.test(value);
}

/** A whole number of nginx, or `undefined`. */
export function parseCount(value: string): number | undefined {
  return /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** A time of nginx (`1h30m`, `500ms`, `60`) in seconds, or `undefined`. */
export function parseTime(value: string): number | undefined {
  if (!/^\d+(?:(?:(?:ms|[yMwdhms]) *| +)\d+)*(?:ms|[yMwdhms])? *$/.test(value)) return undefined;
  let seconds = 0;
  for (const [, digits, unit] of value.matchAll(/(\d+)(ms|[yMwdhms])?/g)) {
    seconds += Number(digits) * (UNITS[unit ?? 's'] ?? 1);
  }
  return seconds;
}

/** How to write a value as one word: bare where nginx reads it so, quoted otherwise. */
export function quoteWord(value: string): string {
  if (value !== '' && !/[\s;{}"'\\#]/.test(value)) return value;
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

const UNITS = tableOf<number>({
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
  y: 31_536_000,
});

const CONTROLS = tableOf<string>({ t: '\t', r: '\r', n: '\n' });

function resolveEscape(_: string, ch: string): string {
  return CONTROLS[ch] ?? ch;
}
