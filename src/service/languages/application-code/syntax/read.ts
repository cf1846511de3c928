import type { Language, Tree } from 'web-tree-sitter';
import { LimitError, MAX_TREE_DEPTH } from '../../../text/limits';
import { type Document, MARKS, Node } from './node';

/** Shorter nodes are read again sooner than they are looked up. */
const WORTH_KEEPING = 40;

/** A node whose children are being read. */
interface Opened {
  readonly node: Node;
  readonly start: number;
  /** Where its children begin among those that wait for their parents. */
  readonly first: number;
  /** What its children may still be. */
  readonly before: Before | null;
}

/**
 * Reads a tree in one walk. A node of the same type and the same text as one at its place in the
 * tree before is that one: it moves, with all that is in it. Where lines mean something by how far they are
 * set in, it is the same only behind the same beginning of its line.
 */
export function readNodes(
  tree: Tree,
  document: Document,
  previous: { readonly root: Node; readonly text: string } | null,
): Node {
  const { types, fields } = tree.language;
  const { named, marks } = kindsOf(tree.language);
  const isByLayout = tree.language.name === 'python';
  const { hasError } = tree.rootNode;
  const cursor = tree.walk();
  const opened: Opened[] = [];
  /** Nodes that are whole and wait for their parents to be. Those of one parent follow each other. */
  const whole: Node[] = [];
  let wholeCount = 0;
  for (;;) {
    const typeId = cursor.nodeTypeId;
    const fieldId = cursor.currentFieldId;
    const around = opened.at(-1);
    if (around && marks[typeId] && fieldId === 0) {
      if (hasError && cursor.nodeIsMissing) around.node.hasError = true;
    } else {
      const start = cursor.startIndex;
      const length = cursor.endIndex - start;
      const type = types[typeId] ?? cursor.nodeType;
      const field = fields[fieldId] ?? null;
      const offset = start - (around?.start ?? 0);
      const worth = length >= WORTH_KEEPING && previous !== null;
      const text =
        worth && around?.before ? keyOf(document.text, start, start + length, isByLayout) : '';
      let node = text === '' ? undefined : around?.before?.same(type, text);
      if (node && !(hasError && cursor.currentNode.hasError)) {
        node.move(offset, field);
      } else {
        const isMissing = length === 0 && cursor.nodeIsMissing;
        node = new Node(document, type, named[typeId] ?? true, field, offset, length, isMissing);
        const changed = around ? around.before?.next(type) : previous?.root;
        if (cursor.gotoFirstChild()) {
          const before = worth && changed ? new Before(changed, previous.text, isByLayout) : null;
          opened.push({ node, start, first: wholeCount, before });
          if (opened.length > MAX_TREE_DEPTH) {
            cursor.delete();
            throw new LimitError(`nested more than ${MAX_TREE_DEPTH} levels deep`);
          }
          continue;
        }
      }
      whole[wholeCount++] = node;
    }
    // Behind the last child its parent is whole too.
    while (!cursor.gotoNextSibling()) {
      const parent = opened.pop();
      if (!parent) {
        cursor.delete();
        return whole[0] as Node;
      }
      cursor.gotoParent();
      parent.node.adopt(whole.slice(parent.first, wholeCount));
      wholeCount = parent.first;
      whole[wholeCount++] = parent.node;
    }
  }
}

/** The children that a node had before it changed, each to be taken once. */
class Before {
  private readonly children: readonly Node[];
  private readonly byText = new Map<string, number[]>();
  private readonly taken = new Set<number>();
  private at = 0;

  constructor(node: Node, text: string, isByLayout: boolean) {
    this.children = node.children;
    for (const [index, child] of this.children.entries()) {
      if (child.length < WORTH_KEEPING || child.hasError) continue;
      const own = keyOf(text, child.startIndex, child.endIndex, isByLayout);
      const same = this.byText.get(own);
      if (same) same.push(index);
      else this.byText.set(own, [index]);
    }
  }

  /** The child of this type that had this very text. */
  same(type: string, text: string): Node | undefined {
    const index = this.byText
      .get(text)
      ?.find((candidate) => !this.taken.has(candidate) && this.children[candidate]?.type === type);
    return index === undefined ? undefined : this.take(index);
  }

  /** The next child, if it is of this type: what it has become may hold some of what it held. */
  next(type: string): Node | undefined {
    const child = this.children[this.at];
    return child?.type === type && !this.taken.has(this.at) ? this.take(this.at) : undefined;
  }

  private take(index: number): Node | undefined {
    this.taken.add(index);
    this.at = index + 1;
    return this.children[index];
  }
}

/** What a node says: its text; of several lines also what stands before it where that decides how they belong together. */
function keyOf(text: string, start: number, end: number, isByLayout: boolean): string {
  const own = text.slice(start, end);
  if (!isByLayout || !own.includes('\n')) return own;
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, end);
}

/** By the number of a type: whether it is named, and whether it is one of {@link MARKS}. */
interface Kinds {
  readonly named: readonly boolean[];
  readonly marks: readonly boolean[];
}

const kinds = new WeakMap<Language, Kinds>();

function kindsOf(language: Language): Kinds {
  let known = kinds.get(language);
  if (!known) {
    known = {
      named: language.types.map((_, type) => language.nodeTypeIsNamed(type)),
      marks: language.types.map((name, type) => MARKS.has(name) && !language.nodeTypeIsNamed(type)),
    };
    kinds.set(language, known);
  }
  return known;
}
