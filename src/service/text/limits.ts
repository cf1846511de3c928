import { MAX_BYTES, TOO_LARGE } from '../contracts/ports';

/** Nothing that people write nests deeper; parsers recurse, and their stack is what ends first. */
export const MAX_DEPTH = 200;

/**
 * Nodes of a syntax tree within each other, where brackets do not tell: each call of a chain is two of
 * them. What reads a tree recurses; twice as many were seen to be too many.
 */
export const MAX_TREE_DEPTH = 1_000;

/** So many findings of one rule in one file are listed; the rest is counted. */
export const MAX_FINDINGS = 1_000;

/** The templates of a chart run no more nodes than this. */
export const MAX_TEMPLATE_STEPS = 2_000_000;

/** The templates of a chart write no more letters than this, those that others take up included. */
export const MAX_TEMPLATE_LETTERS = 40_000_000;

/** Templates that call each other. */
export const MAX_TEMPLATE_DEPTH = 100;

/** The sentence about a text that nests too deep for whatever reads it. */
export const TOO_DEEP = 'nested too deep to be read';

/** A text is over a limit: it is left alone, and its message says why. No fault of the program. */
export class LimitError extends Error {}

/** Dumps hold prose, in which brackets close nothing; what reads them does not recurse. */
const FLAT = /\.sql$/i;

/**
 * Why a text is not given to any parser; `undefined` where it may be read. Linear in the text, and
 * asked before anything else looks at it.
 */
export function overLimit(path: string, text: string): string | undefined {
  // A document that is open is on no disk that knows its size.
  if (text.length > MAX_BYTES) return TOO_LARGE;
  if (!FLAT.test(path) && nestsDeeper(text, MAX_DEPTH))
    return `nested more than ${MAX_DEPTH} levels deep`;
  return undefined;
}

/** Whether an error is a stack that was too small for what a parser was given. */
export function isOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message);
}

/**
 * Whether brackets, indentation or lists on one line nest deeper than `most`. What stands between
 * double quotes on a line does not count.
 */
function nestsDeeper(text: string, most: number): boolean {
  let brackets = 0;
  let dashes = 0;
  let isIndent = true;
  let indent = 0;
  const indents: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) {
      isIndent = true;
      indent = 0;
      dashes = 0;
      continue;
    }
    if (isIndent) {
      if (code === SPACE || code === TAB || code === DASH) {
        indent++;
        // A list within a list may begin on the same line.
        if (code === DASH && ++dashes + indents.length > most && isList(text, at)) return true;
        continue;
      }
      isIndent = false;
      if (code !== RETURN) {
        while ((indents.at(-1) ?? -1) >= indent) indents.pop();
        indents.push(indent);
        if (indents.length > most) return true;
      }
    }
    if (code === QUOTE) at = closing(text, at);
    else if (code === OPEN_ROUND || code === OPEN_SQUARE || code === OPEN_BRACE) {
      if (++brackets > most) return true;
    } else if (code === CLOSE_ROUND || code === CLOSE_SQUARE || code === CLOSE_BRACE) {
      if (brackets > 0) brackets--;
    }
  }
  return false;
}

/** Whether a dash is one of a row of list items rather than of a ruled line. */
function isList(text: string, dash: number): boolean {
  return text.charCodeAt(dash - 1) === SPACE && text.charCodeAt(dash + 1) === SPACE;
}

/** The offset of the quote that ends a string on its line, or `opening` where none does. */
function closing(text: string, opening: number): number {
  for (let at = opening + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === NEWLINE) return opening;
    if (code === BACKSLASH) at++;
  }
  return opening;
}

const [TAB, NEWLINE, RETURN, SPACE, QUOTE] = [9, 10, 13, 32, 34] as const;
const [OPEN_ROUND, CLOSE_ROUND, DASH] = [40, 41, 45] as const;
const [OPEN_SQUARE, BACKSLASH, CLOSE_SQUARE] = [91, 92, 93] as const;
const [OPEN_BRACE, CLOSE_BRACE] = [123, 125] as const;
