import type { Position, Range } from 'vscode-languageserver-types';
import type { Span } from '../contracts/span';

/** Where the lines of a text begin: all that is needed to place offsets once the text is gone. */
export type LineIndex = readonly number[];

/** The offsets at which lines begin; `\n`, `\r\n` and a lone `\r` end a line, as in LSP. */
export function lineIndex(text: string): LineIndex {
  const starts = [0];
  const ends = text.includes('\r') ? /\r\n?|\n/g : /\n/g;
  while (ends.test(text)) starts.push(ends.lastIndex);
  return starts;
}

/** The zero-based line and UTF-16 column of an offset. */
export function positionAt(lines: LineIndex, offset: number): Position {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: offset - (lines[low] ?? 0) };
}

/** The LSP range of a span. */
export function rangeOf(lines: LineIndex, { start, end }: Span): Range {
  return { start: positionAt(lines, start), end: positionAt(lines, end) };
}

/** The offset of a position; a column beyond the text of the file ends at its end. */
export function offsetAt(lines: LineIndex, { line, character }: Position, length: number): number {
  return Math.min((lines[line] ?? length) + character, length);
}
