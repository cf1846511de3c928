import type { Parser, Tree } from 'web-tree-sitter';
import { LimitError } from '../../../text/limits';
import { differenceOf } from './difference';
import type { Document, Node } from './node';
import { readNodes } from './read';

/** A tree that can be brought up to date with the next text. */
export interface SyntaxTree {
  readonly root: Node;
  /** What it was read with. */
  readonly parser: Parser;
  /**
   * The tree of another text, from what this one already is. It can be asked once: nodes that stay
   * move into the new tree.
   */
  next(text: string): SyntaxTree | undefined;
  /** Gives the parser's memory back. The nodes stay. */
  release(): void;
}

/** Parses a text; `undefined` where the parser gives up. */
export function parseText(parser: Parser, text: string): SyntaxTree | undefined {
  const tree = parser.parse(text);
  const document = { text, version: 1 };
  return tree ? treeOf(parser, tree, document, nodesOf(tree, document, null)) : undefined;
}

function treeOf(parser: Parser, tree: Tree, document: Document, root: Node): SyntaxTree {
  return {
    root,
    parser,
    next(text) {
      const parsed = parseAgain(parser, tree, document.text, text);
      tree.delete();
      if (!parsed) return undefined;
      const before = { root, text: document.text };
      document.text = text;
      const next = nodesOf(parsed, document, before);
      // Places that were asked for so far were those of the text before.
      document.version++;
      return treeOf(parser, parsed, document, next);
    },
    release: () => tree.delete(),
  };
}

/** A tree that is too deep gives its memory back. */
function nodesOf(...[tree, ...more]: Parameters<typeof readNodes>): Node {
  try {
    return readNodes(tree, ...more);
  } catch (thrown) {
    if (thrown instanceof LimitError) tree.delete();
    throw thrown;
  }
}

function parseAgain(parser: Parser, tree: Tree, before: string, text: string): Tree | null {
  tree.edit(differenceOf(before, text));
  const parsed = parser.parse(text, tree);
  if (!parsed?.rootNode.hasError) return parsed;
  // How the parser recovers depends on where it comes from; what is said may not.
  parsed.delete();
  return parser.parse(text);
}
