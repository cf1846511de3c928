import type { EmbeddedLine, EmbeddedText } from '../contracts/embedded';
import type { Span } from '../contracts/span';

/** What a literal block begins with. */
const LITERAL = /^\|[\d+-]{0,2}[ \t]*(?:#[^\r\n]*)?\r?\n/;

/**
 * A text that a YAML value holds, with the way from its offsets to those of the file. `at` is the place of
 * the value. Of a value that is no literal block, and of one that a template writes, only the whole has a place.
 */
export function embeddedText(
  file: string,
  at: Span,
  { path, name, text }: Pick<EmbeddedText, 'path' | 'name' | 'text'>,
): EmbeddedText {
  const header = LITERAL.exec(file.slice(at.start, at.start + 200))?.[0];
  const whole = { path, name, text, at, lines: null };
  if (header === undefined) return whole;
  const written = withoutLastLineEnds(text).split('\n');
  let outer = at.start + header.length;
  let inner = 0;
  let indent: number | undefined;
  const lines: EmbeddedLine[] = [];
  for (const line of written) {
    const end = file.indexOf('\n', outer);
    const source = file.slice(outer, end === -1 ? file.length : end).replace(/\r$/, '');
    if (source.trim() !== '') indent ??= source.search(/\S/);
    const start = outer + Math.min(indent ?? source.length, source.length);
    const length = outer + source.length - start;
    lines.push({ inner, outer: start, length, isSame: source.slice(start - outer) === line });
    inner += line.length + 1;
    if (end === -1 && line !== written.at(-1)) return whole;
    outer = end + 1;
  }
  return { ...whole, lines, indent: ' '.repeat(indent ?? 0) };
}

/** The text of a literal block as the file has it, without its indentation; `undefined` for other values. */
export function literalText(file: string, at: Span): string | undefined {
  const written = file.slice(at.start, at.end);
  const header = LITERAL.exec(written)?.[0];
  if (header === undefined) return undefined;
  const lines = written.slice(header.length).replaceAll('\r\n', '\n').split('\n');
  const indent = lines.find((line) => line.trim() !== '')?.search(/\S/) ?? 0;
  return lines
    .map((line) => line.slice(Math.min(indent, Math.max(0, line.search(/\S|$/)))))
    .join('\n');
}

function withoutLastLineEnds(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end--;
  return text.slice(0, end);
}
