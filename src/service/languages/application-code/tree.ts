import type { Node } from 'web-tree-sitter';
import { type Span, span } from '../../contracts/span';

/** The place of a node; the parser counts UTF-16 units, as we do. */
export function spanOf(node: Node): Span {
  return span(node.startIndex, node.endIndex);
}

/** The nodes around a node, the nearest first. */
export function* ancestors(node: Node): Generator<Node> {
  for (let at = node.parent; at; at = at.parent) yield at;
}

/** The descendants of these types, in the order of the text. */
export function descendants(node: Node, types: readonly string[]): readonly Node[] {
  return node.descendantsOfType([...types]).flatMap((found) => found ?? []);
}

/** The named children, without comments. */
export function children(node: Node): readonly Node[] {
  return node.namedChildren.flatMap((child) =>
    child && !child.type.endsWith('comment') ? [child] : [],
  );
}

/** Whether a node lies where the text is not (yet) what its language allows. */
export function isBroken(node: Node): boolean {
  if (node.hasError) return true;
  for (const around of ancestors(node)) {
    if (around.type === 'ERROR') return true;
    // A function or statement that is whole stays true, whatever is typed elsewhere.
    if (/(?:function|method)_(?:declaration|definition)$/.test(around.type)) return around.hasError;
  }
  return false;
}

/** The text of a node without the quotes around it. */
export function unquoted(node: Node): string {
  return node.text.replace(/^[a-zA-Z]*(["'`]{1,3})([\s\S]*)\1$/, '$2');
}

/** The whole of a list item with the separator that goes when it goes. */
export function withSeparator(node: Node): Span {
  const next = node.nextSibling;
  if (next?.type === ',') return span(node.startIndex, next.endIndex);
  const previous = node.previousSibling;
  if (previous?.type === ',') return span(previous.startIndex, node.endIndex);
  return spanOf(node);
}
