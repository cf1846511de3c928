import type { ParsedFile } from './parse';
import type { Layout } from './render';

/** How a file is laid out, read off its first nested block and its first list. */
export function layoutOf({ text, format }: ParsedFile): Layout {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const step = /^( +)[^\s#]/m.exec(text)?.[1]?.length ?? 2;
  const list = /^( *)(?:- )*[\w"'./-]+:[ \t]*(?:#.*)?\r?\n( *)- /m.exec(text);
  const keyColumn = list === null ? 0 : (/^ *(?:- )*/.exec(list[0])?.[0].length ?? 0);
  const dashes = list === null ? 0 : Math.max(0, (list[2]?.length ?? 0) - keyColumn);
  return { eol, step, dashes, json: format === 'json' };
}

/** The column of an offset on its line. */
export function columnOf(text: string, offset: number): number {
  return text.slice(startOfLine(text, offset), offset).replace('\uFEFF', '').length;
}

/** Where the line of an offset starts. */
export function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line of an offset ends, before its line ending. */
export function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end === -1) return text.length;
  return end > offset && text[end - 1] === '\r' ? end - 1 : end;
}

/** Whether only blanks stand before an offset on its line. */
export function isAloneOnLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(startOfLine(text, offset), offset));
}

/** The blanks a line starts with. */
export function leadingBlank(text: string, offset: number): string {
  return /[ \t]*/y.exec(text.slice(startOfLine(text, offset), endOfLine(text, offset)))?.[0] ?? '';
}
