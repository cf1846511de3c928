import { type Span, span } from '../contracts/span';

/** A variable of a `.env` file. */
export interface DotenvVariable {
  readonly name: string;
  readonly nameAt: Span;
  /** Without quotes, line breaks written as `\n` put in. */
  readonly value: string;
  /** The value without its quotes. */
  readonly at: Span;
  /** Nothing within it is filled in: it stands in single quotes. */
  readonly literal: boolean;
}

/** A `.env` file, read. */
export interface DotenvText {
  readonly variables: readonly DotenvVariable[];
  readonly comments: readonly { readonly at: Span; readonly text: string }[];
}

/**
 * Who reads it: `dotenv`, for which a `#` begins a comment anywhere, or compose, for which a blank
 * has to stand before it.
 */
export type DotenvDialect = 'dotenv' | 'compose';

/** No such file is longer. */
const MAX_LENGTH = 200_000;
const QUOTED = /\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`/.source;
const HEAD = /^[^\S\r\n]*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)/.source;
const LINES: Readonly<Record<DotenvDialect, RegExp>> = {
  dotenv: new RegExp(`${HEAD}(${QUOTED}|[^#\\r\\n]+)?\\s*(?:#.*)?$`, 'dgm'),
  compose: new RegExp(
    `${HEAD}(${QUOTED}|[^\\S\\r\\n]*[^\\s#]\\S*(?:[^\\S\\r\\n]+[^\\s#]\\S*)*)?\\s*(?:#.*)?$`,
    'dgm',
  ),
};

/** Reads `NAME=value` lines. Never throws; a line that is none is passed over. */
export function readDotenv(text: string, dialect: DotenvDialect = 'dotenv'): DotenvText {
  if (text.length > MAX_LENGTH) return { variables: [], comments: [] };
  const variables: DotenvVariable[] = [];
  for (const match of text.matchAll(LINES[dialect])) {
    const { index, 1: name = '', indices } = match;
    const nameStart = indices?.[1]?.[0] ?? index;
    const [from, end] = indices?.[2] ?? [nameStart + name.length, nameStart + name.length];
    const raw = text.slice(from, end).trim();
    const start = raw === '' ? from : text.indexOf(raw, from);
    const quote = /^(['"`]).*\1$/s.test(raw) && raw.length > 1 ? raw[0] : undefined;
    const at = quote ? span(start + 1, start + raw.length - 1) : span(start, start + raw.length);
    const own = text.slice(at.start, at.end).replaceAll(/\r\n?/g, '\n');
    const isEscaped = raw.startsWith('"');
    variables.push({
      name,
      nameAt: span(nameStart, nameStart + name.length),
      value: isEscaped ? own.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : own,
      at,
      literal: quote === "'",
    });
  }
  const comments = [...text.matchAll(/^[^\S\r\n]*#([^\r\n]*)/gm)].map(
    ({ index, 0: whole, 1: said = '' }) => ({
      at: span(index + whole.length - said.length - 1, index + whole.length),
      text: said,
    }),
  );
  return { variables, comments };
}
