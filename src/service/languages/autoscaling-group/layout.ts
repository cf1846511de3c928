/** The line ending the text uses. */
export function eolOf(text: string): '\r\n' | '\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The white space before an offset, if nothing else stands before it on its line. */
export function indentBefore(text: string, offset: number): string | undefined {
  const before = text.slice(startOfLine(text, offset), offset);
  return /^[ \t]*$/.test(before) ? before : undefined;
}

/** As many blanks as there are columns before an offset, for the first key of `- Key: value`. */
export function blankColumns(text: string, offset: number): string | undefined {
  const before = text.slice(startOfLine(text, offset), offset);
  return /^[ \t]*(?:-[ \t]+)+$/.test(before) ? before.replaceAll('-', ' ') : undefined;
}

/** The offset at which the line of another offset begins. */
export function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line ends, before its line ending. */
export function endOfLine(text: string, offset: number): number {
  const found = /\r?\n/.exec(text.slice(offset));
  return found === null ? text.length : offset + found.index;
}

/** Where the next line begins. */
export function afterLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** Whether nothing but white space follows on the line. */
export function restIsBlank(text: string, offset: number): boolean {
  return /^[ \t]*(?:\r?\n|$)/.test(text.slice(offset));
}
