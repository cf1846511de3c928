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
 * A reading that is kept with what is read. It may rest on nothing but what stands in the node: then
 * it holds as long as the node does, and an edit leaves most nodes alone.
 */
export function keptWith<K extends object, T>(read: (key: K) => T): (key: K) => T {
  const kept = new WeakMap<K, { readonly value: T }>();
  return (key) => {
    let known = kept.get(key);
    if (!known) {
      known = { value: read(key) };
      kept.set(key, known);
    }
    return known.value;
  };
}

/** Functions in the words of all grammars: what is found in them is kept with them. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  ...['arrow_function', 'function_declaration', 'function_expression', 'function_definition'],
  ...['generator_function', 'generator_function_declaration', 'method_definition'],
  ...['method_declaration', 'constructor_declaration', 'func_literal', 'lambda_expression'],
]);

/**
 * Collects what is found at the nodes of a file, in the order of the text. What a node says may rest
 * on nothing but what stands in it; that of a function is kept with the function.
 * @param types of the nodes that say something, all of them {@link SOUGHT}
 */
export function collecting<T>(
  types: readonly string[],
  find: (node: Node) => readonly T[],
): (root: Node) => readonly T[] {
  const wanted = new Set(types);
  const bits = bitsOf(types);
  const collect = (node: Node, found: T[]): readonly T[] => {
    if (wanted.has(node.type)) for (const one of find(node)) found.push(one);
    for (const child of node.children) {
      if (!mayHold(child, bits)) continue;
      if (FUNCTIONS.has(child.type)) for (const one of inFunction(child)) found.push(one);
      else collect(child, found);
    }
    return found;
  };
  const inFunction = keptWith((node: Node) => collect(node, []));
  return (root) => collect(root, []);
}

const sought = collecting(SOUGHT, (node) => [node]);

/** The sought nodes of whole files by type, each type in the order of the text. */
const indexOf = keptWith((root: Node) => {
  const index = new Map<string, Node[]>();
  for (const node of sought(root)) {
    const same = index.get(node.type);
    if (same) same.push(node);
    else index.set(node.type, [node]);
  }
  return index;
});

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
export function unquoted({ text }: Node): string {
  const from = text.search(/["'`]/);
  if (from < 0 || /[^a-zA-Z]/.test(text.slice(0, from))) return text;
  for (const length of [3, 2, 1]) {
    const quotes = text.slice(from, from + length);
    const closed = text.length >= from + 2 * length && text.endsWith(quotes);
    if (closed && /^["'`]+$/.test(quotes)) return text.slice(from + length, -length);
  }
  return text;
}

/** The whole of a list item with the separator that goes when it goes. */
export function withSeparator(node: Node): Span {
  const { source, startIndex, endIndex } = node;
  const after = beyondSpace(source, endIndex, 1);
  if (source[after] === ',') return span(startIndex, after + 1);
  const before = beyondSpace(source, startIndex - 1, -1);
  // A comma at the end of a comment separates nothing.
  const isSeparator = source[before] === ',' && before >= (node.previousSibling?.endIndex ?? 0);
  return isSeparator ? span(before, endIndex) : spanOf(node);
}

/** The next place, from this one on in this direction, at which no space stands. */
function beyondSpace(text: string, from: number, step: 1 | -1): number {
  let at = from;
  while (at >= 0 && at < text.length && text.charAt(at).trim() === '') at += step;
  return at;
}
