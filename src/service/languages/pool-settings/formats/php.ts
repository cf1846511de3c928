import type { Comment } from '../../../contracts/language';
import { type Span, span } from '../../../contracts/span';
import type { Entry, SettingsText } from '../entries';

/** Arrays within arrays beyond this depth are no settings. */
const DEEPEST = 20;

/** A piece of PHP. */
interface Token {
  readonly kind: 'text' | 'number' | 'name' | 'mark';
  /** Of a text without its quotes. */
  readonly text: string;
  readonly at: Span;
}

/**
 * The array that a file of PHP returns, as Laravel's `config/*.php` do: `'redis' => ['retry_after' => 90]`.
 * `env('NAME', 90)` is the variable with what stands for it, `${NAME:-90}`; what is no literal is the text it is.
 */
export function readPhp(text: string): SettingsText {
  const { tokens, comments } = tokensOf(text);
  const begin = tokens.findIndex(
    ({ text: word }, index) => word === 'return' && isOpening(tokens, index + 1),
  );
  const entries: Entry[] = [];
  if (begin >= 0) array(new Reader(tokens, begin + 1, text), [], entries);
  return { entries, comments, syntax: [] };
}

class Reader {
  constructor(
    readonly tokens: readonly Token[],
    public at: number,
    readonly text: string,
  ) {}

  get next(): Token | undefined {
    return this.tokens[this.at];
  }

  isMark(text: string, offset = 0): boolean {
    const token = this.tokens[this.at + offset];
    return token?.kind === 'mark' && token.text === text;
  }
}

/** `[` or `array(`. */
function isOpening(tokens: readonly Token[], at: number): boolean {
  const [first, second] = [tokens[at], tokens[at + 1]];
  return first?.text === '[' || (first?.text === 'array' && second?.text === '(');
}

/** Reads an array and stands behind it. */
function array(reader: Reader, keys: readonly string[], entries: Entry[]): void {
  reader.at += reader.isMark('[') ? 1 : 2;
  for (let index = 0; reader.next; ) {
    if (reader.isMark(']') || reader.isMark(')')) {
      reader.at += 1;
      return;
    }
    if (reader.isMark(',')) {
      reader.at += 1;
      continue;
    }
    const first = reader.next;
    const isNamed = first.kind !== 'mark' && reader.isMark('=>', 1);
    const key = isNamed ? first.text : String(index++);
    if (isNamed) reader.at += 2;
    const path = [...keys, key];
    if (isOpening(reader.tokens, reader.at) && path.length < DEEPEST) array(reader, path, entries);
    else {
      const { start, end } = expression(reader);
      const only = end - start === 1 ? reader.tokens[start] : undefined;
      const from = reader.tokens[start]?.at.start ?? first.at.start;
      const to = reader.tokens[end - 1]?.at.end ?? from;
      entries.push({
        keys: path,
        nameAt: first.at,
        text: only?.text ?? variable(reader.text.slice(from, to)),
        at: only?.at ?? span(from, to),
        document: 0,
      });
    }
  }
}

/** Passes over an expression, up to the comma or bracket that ends it. */
function expression(reader: Reader): { readonly start: number; readonly end: number } {
  const start = reader.at;
  let depth = 0;
  for (; reader.next; reader.at++) {
    const { kind, text } = reader.next;
    if (kind !== 'mark') continue;
    if (depth === 0 && /^[\],)]$/.test(text)) break;
    if (/^[[({]$/.test(text)) depth += 1;
    else if (/^[\])}]$/.test(text)) depth -= 1;
  }
  if (reader.at === start) reader.at += 1;
  return { start, end: reader.at };
}

/** `env('NAME', 90)`, also as `(int) env(…)`: `${NAME:-90}`; anything else as it is written. */
function variable(written: string): string {
  const [, name, fallback] =
    /^(?:\(\s*(?:int|integer|string|bool|boolean)\s*\)\s*)?env\(\s*['"](\w+)['"]\s*(?:,\s*(?:['"]([^'"$]*)['"]|(-?[\w.]+))\s*)?\)$/
      .exec(written)
      ?.filter((each) => each !== undefined) ?? [];
  if (name === undefined) return written.includes('$') ? written : `$(${written})`;
  return fallback === undefined ? `\${${name}}` : `\${${name}:-${fallback}}`;
}

const TOKEN =
  /\/\*[\s\S]*?(?:\*\/|$)|(?:\/\/|#(?!\[))[^\r\n]*|'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"|\d[\d_]*(?:\.\d+)?|[A-Za-z_\\][\w\\]*|=>|->|::|\S/g;

function tokensOf(text: string): {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
} {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  for (const { index, 0: word } of text.matchAll(TOKEN)) {
    const at = span(index, index + word.length);
    if (/^(?:\/\*|\/\/|#)/.test(word)) {
      comments.push({ at, text: word.replace(/^(?:\/\*+|\/\/|#)|\*\/$/g, '') });
    } else if (/^'/.test(word) || (/^"/.test(word) && !/[$\\]/.test(word))) {
      const inner = span(at.start + 1, Math.max(at.start + 1, at.end - 1));
      tokens.push({ kind: 'text', text: word.slice(1, -1).replace(/\\(['\\])/g, '$1'), at: inner });
    } else if (/^\d/.test(word)) {
      tokens.push({ kind: 'number', text: word.replaceAll('_', ''), at });
    } else if (/^[A-Za-z_\\]/.test(word)) tokens.push({ kind: 'name', text: word, at });
    else tokens.push({ kind: 'mark', text: word, at });
  }
  return { tokens, comments };
}
