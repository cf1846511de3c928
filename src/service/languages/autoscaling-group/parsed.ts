import type { Comment, SyntaxProblem } from '../../contracts/language';
import type { Node } from './tree';

/** A text as a tree, with the first thing that is wrong in it and its comments. */
export interface Parsed {
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
}

/** What is left of a text that cannot be read at all. */
export const NOTHING: Parsed = { root: undefined, problems: [], comments: [] };

/**
 * Parsers recurse, and a stack that overflows inside one may end the process, not only throw. No
 * template nests this deep; what does is not read.
 */
export const MAX_DEPTH = 200;
