import { type Comment as CommentNode, type Pair, parseLines } from 'dot-properties';
import { type Span, span } from '../contracts/span';

/** A line `name = value` of a `.properties` file. */
export interface PropertiesEntry {
  readonly name: string;
  readonly nameAt: Span;
  readonly value: string;
  readonly at: Span;
  /** The documents of a file are told apart by `#---`, as Spring does; counted from 0. */
  readonly document: number;
}

/** Reads Java's `.properties`. Never throws. */
export function readProperties(text: string): {
  readonly entries: readonly PropertiesEntry[];
  readonly comments: readonly { readonly at: Span; readonly text: string }[];
} {
  const entries: PropertiesEntry[] = [];
  const comments: { at: Span; text: string }[] = [];
  let document = 0;
  for (const node of parseLines(text, true)) {
    const [start = 0, nameEnd = 0, valueStart = 0, end = 0] = node.range;
    if (node.type === 'COMMENT') {
      const { comment } = node as CommentNode;
      if (/^[#!]---\s*$/.test(comment)) document++;
      comments.push({ at: span(start, nameEnd), text: comment.slice(1) });
    } else if (node.type === 'PAIR') {
      const { key, value } = node as Pair;
      entries.push({
        name: key,
        nameAt: span(start, nameEnd),
        value: value.trim(),
        at: span(valueStart, end),
        document,
      });
    }
  }
  return { entries, comments };
}
