import {
  createScanner,
  type Node as JsonNode,
  type ParseError,
  parseTree,
  printParseErrorCode,
  visit,
} from 'jsonc-parser';
import type { Comment, SyntaxProblem } from '../../contracts/language';
import { type Span, span } from '../../contracts/span';
import { withoutJsonPlaceholders } from '../../text/placeholders';
import { tableOf } from '../../text/tables';
import { MAX_DEPTH, NOTHING, type Parsed } from './parsed';
import { type Member, type Node, NULL, objectOrIntrinsic, scalarNode } from './tree';

const BYTE_ORDER_MARK = '\uFEFF';

/** Parses JSON with comments; what is broken leaves the rest readable. */
export function parseJson(text: string): Parsed {
  const written = withoutMark(text);
  const { text: plain, isFilledIn } = withoutJsonPlaceholders(written);
  if (nestsTooDeep(plain)) return NOTHING;
  const errors: ParseError[] = [];
  const tree = parseTree(plain, errors, { allowTrailingComma: true, allowEmptyContent: true });
  return {
    root: tree === undefined ? undefined : toNode(tree),
    problems: isFilledIn ? [] : errors.slice(0, 1).map((error) => toProblem(plain, error)),
    comments: commentsOf(written),
  };
}

/** The keys of the outermost object, without building a tree. */
export function topLevelKeys(text: string): ReadonlySet<string> {
  const { text: plain } = withoutJsonPlaceholders(withoutMark(text));
  const keys = new Set<string>();
  let depth = 0;
  if (nestsTooDeep(plain)) return keys;
  visit(plain, {
    onObjectBegin: () => {
      depth += 1;
      return depth === 1;
    },
    onObjectEnd: () => {
      depth -= 1;
    },
    onArrayBegin: () => false,
    // The parser resumes its callbacks in the end handler, so a skipped array needs one.
    onArrayEnd: () => {},
    onObjectProperty: (name) => {
      if (depth === 1) keys.add(name);
    },
  });
  return keys;
}

function nestsTooDeep(text: string): boolean {
  const scanner = createScanner(text, true);
  let depth = 0;
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const first = text.charAt(scanner.getTokenOffset());
    if (first === '{' || first === '[') depth += 1;
    if (first === '}' || first === ']') depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** Spans count the mark, so it gives way to a blank of the same length. */
function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? ` ${text.slice(1)}` : text;
}

function toNode(node: JsonNode): Node {
  switch (node.type) {
    case 'object': {
      const members = (node.children ?? []).flatMap(toMember);
      return objectOrIntrinsic(spanOf(node, members.at(-1)), members, true);
    }
    case 'array': {
      const items = (node.children ?? []).map(toNode);
      return { kind: 'array', at: spanOf(node, items.at(-1)), items };
    }
    case 'string':
    case 'number':
    case 'boolean':
      return scalarNode(spanOf(node, undefined), node.value);
    default:
      return { kind: 'opaque', at: spanOf(node, undefined), why: NULL };
  }
}

function toMember(property: JsonNode): readonly Member[] {
  const [key, written] = property.children ?? [];
  if (key === undefined || typeof key.value !== 'string') return [];
  const keyAt = spanOf(key, undefined);
  if (written === undefined) {
    const at = span(keyAt.end, keyAt.end);
    const value: Node = { kind: 'opaque', at, why: 'it is not written yet' };
    return [{ key: key.value, keyAt, at: keyAt, value }];
  }
  const value = toNode(written);
  return [{ key: key.value, keyAt, at: span(keyAt.start, value.at.end), value }];
}

/** A bracket that is never closed reaches to the end of what stands in it. */
function spanOf(node: JsonNode, last: { readonly at: Span } | undefined): Span {
  const end = node.offset + (node.length >= 0 ? node.length : 1);
  return span(node.offset, Math.max(end, last?.at.end ?? end));
}

/** The scanner may step over the end of an unfinished comment. */
function within(text: string, offset: number, length: number): Span {
  return span(Math.min(offset, text.length), Math.min(offset + length, text.length));
}

function toProblem(text: string, error: ParseError): SyntaxProblem {
  return {
    at: within(text, error.offset, error.length),
    message: `The JSON is broken here: ${explain(error.error)}.`,
  };
}

const EXPLANATIONS = tableOf<string>({
  CommaExpected: 'a comma is missing',
  ColonExpected: 'a colon is missing',
  ValueExpected: 'a value is missing',
  PropertyNameExpected: 'a property name in double quotes is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'nothing may follow the document',
  UnexpectedEndOfString: 'the string is not closed',
  UnexpectedEndOfComment: 'the comment is not closed',
});

function explain(code: number): string {
  return EXPLANATIONS[printParseErrorCode(code)] ?? 'this cannot stand here';
}

function commentsOf(text: string): readonly Comment[] {
  const comments: Comment[] = [];
  if (!/\/[/*]/.test(text)) return comments;
  visit(text, {
    onComment: (offset, length) => {
      const content = text.slice(offset + 2, offset + length).replace(/\*\/$/, '');
      comments.push({ at: within(text, offset, length), text: content.trim() });
    },
  });
  return comments;
}
