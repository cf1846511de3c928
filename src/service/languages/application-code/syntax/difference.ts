import type { Edit, Point } from 'web-tree-sitter';

/** So much is compared at once, as most of two texts is the same. */
const STRETCH = 256;

/**
 * What has to be told to a tree of `before` for it to become one of `after`: everything between the
 * longest common beginning and the longest common end has been replaced.
 */
export function differenceOf(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (
    start + STRETCH <= shorter &&
    before.startsWith(after.slice(start, start + STRETCH), start)
  ) {
    start += STRETCH;
  }
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (isSecondHalf(before, start) || isSecondHalf(after, start)) start--;
  let same = 0;
  while (
    same + STRETCH <= shorter - start &&
    before.endsWith(
      after.slice(after.length - same - STRETCH, after.length - same),
      before.length - same,
    )
  ) {
    same += STRETCH;
  }
  while (
    same < shorter - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same++;
  }
  if (isSecondHalf(before, before.length - same) || isSecondHalf(after, after.length - same)) {
    same--;
  }
  const [oldEnd, newEnd] = [before.length - same, after.length - same];
  // The parser asks for nothing else; its class would be that of one runtime.
  return {
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, oldEnd),
    newEndPosition: pointAt(after, newEnd),
  } as Edit;
}

/** Whether an offset lies within a character of two units. */
function isSecondHalf(text: string, offset: number): boolean {
  return offset > 0 && (text.codePointAt(offset - 1) ?? 0) > 0xffff;
}

/** Row and column of an offset; columns count UTF-16 units, as the parser's do. */
function pointAt(text: string, offset: number): Point {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}
