import { type Span, span } from '../../contracts/span';
import { bitsOf, mayHold, type Node, SOUGHT } from './syntax/node';

const SOUGHT_TYPES: ReadonlySet<string> = new Set(SOUGHT);

/** The place of a node; the parser counts UTF-16 units, as we do. */
export function spanOf(node: Node): Span {
  return node.span;
}

/** The nodes around a node, the nearest first. */
export function* ancestors(node: Node): Generator<Node> {
  for (let at = node.parent; at; at = at.parent) yield at;
}

/** The node of the whole file. */
export function rootOf(node: Node): Node {
  let root = node;
  while (root.parent) root = root.parent;
  return root;
}

/**
 * A reading that is kept with the node. It may rest on nothing but what stands in the node: then it
 * holds as long as the node does, and an edit leaves most nodes alone.
 */
export function keptWith<T>(read: (node: Node) => T): (node: Node) => T {
  const kept = new WeakMap<Node, { readonly value: T }>();
  return (node) => {
    let known = kept.get(node);
    if (!known) {
      known = { value: read(node) };
      kept.set(node, known);
    }
    return known.value;
  };
}

/** Nodes with which it is kept what is found in them: functions, in the words of all grammars. */
const FUNCTION = /^(?:arrow_function|func_literal|(?:function|method)_(?:declaration|definition))$/;

/** The sought nodes of whole files by type, each type in the order of the text. */
const indexOf = keptWith((root) => {
  const index = new Map<string, Node[]>();
  for (const node of soughtIn(root)) {
    const same = index.get(node.type);
    if (same) same.push(node);
    else index.set(node.type, [node]);
  }
  return index;
});

const soughtInFunction = keptWith((node) => soughtIn(node));

const EVERY_SOUGHT = bitsOf(SOUGHT);

/** The sought nodes in a node, itself included, in the order of the text. */
function soughtIn(node: Node, found: Node[] = []): readonly Node[] {
  if (SOUGHT_TYPES.has(node.type)) found.push(node);
  for (const child of node.children) {
    if (!mayHold(child, EVERY_SOUGHT)) continue;
    if (FUNCTION.test(child.type)) for (const inner of soughtInFunction(child)) found.push(inner);
    else soughtIn(child, found);
  }
  return found;
}

/** The descendants of these types, itself included, in the order of the text. */
export function descendants(node: Node, types: readonly string[]): readonly Node[] {
  const areSought = types.every((type) => SOUGHT_TYPES.has(type));
  if (node.parent || !areSought) return search(node, types);
  const index = indexOf(node);
  const [first = [], ...others] = types.map((type) => index.get(type) ?? []);
  if (others.length === 0) return first;
  return [first, ...others]
    .flat()
    .sort((a, b) => a.startIndex - b.startIndex || b.length - a.length);
}

function search(node: Node, types: readonly string[]): readonly Node[] {
  const wanted = new Set(types);
  const bits = bitsOf(types);
  const found: Node[] = [];
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    if (wanted.has(next.type)) found.push(next);
    for (let index = next.children.length - 1; index >= 0; index--) {
      const child = next.children[index];
      if (child && mayHold(child, bits)) open.push(child);
    }
  }
  return found;
}

/** The named children, without comments. */
export function children(node: Node): readonly Node[] {
  return node.namedChildren.filter(({ type }) => !type.endsWith('comment'));
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
