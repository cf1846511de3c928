import type { Node } from '../syntax/node';

/** Where each statement at the top of a file begins, the comments right above it included. */
export function statementStarts(root: Node): readonly number[] {
  const starts: number[] = [];
  const { text, startIndex } = root;
  let above: Node | undefined;
  let last: Node | undefined;
  for (const node of root.namedChildren) {
    const gap = last ? text.slice(last.endIndex - startIndex, node.startIndex - startIndex) : '';
    // A comment with an empty line behind it is about the file, or about what came before.
    if (/\n\s*\n/.test(gap)) above = undefined;
    last = node;
    if (node.type === 'comment') above ??= node;
    else {
      starts.push((above ?? node).startIndex);
      above = undefined;
    }
  }
  return starts;
}
