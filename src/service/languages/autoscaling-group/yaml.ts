import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type YAMLParseError,
} from 'yaml';
import type { SyntaxProblem } from '../../contracts/language';
import { cover, type Span, span } from '../../contracts/span';
import { type ComposedYaml, composeYaml } from '../../syntax/yaml-compose';
import { isTemplate } from '../../text/placeholders';
import { MAX_DEPTH, NOTHING, type Parsed } from './parsed';
import { type Member, type Node, objectOrIntrinsic, scalarNode, textOf } from './tree';

/**
 * Parses YAML with CloudFormation's short intrinsics (`!Ref`, `!GetAtt a.b`). The first document
 * with content counts. Text with template expressions gives no syntax problems: it is YAML only
 * once rendered.
 */
export function parseYaml(text: string): Parsed {
  const composed = compose(text);
  if (composed === undefined) return NOTHING;
  const { document, comments } = composed;
  if (!document?.contents) return { root: undefined, problems: [], comments };
  const problems = isTemplate(text)
    ? []
    : document.errors.slice(0, 1).map((error) => toProblem(text, error));
  return { root: toNode(text, document.contents, 0), problems, comments };
}

/** The keys that stand at the left margin, without building a tree. */
export function marginKeys(text: string): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const match of text.matchAll(/^\uFEFF?(["']?)([A-Za-z][\w:.-]*)\1[ \t]*:(?=\s|$)/gm)) {
    if (match[2] !== undefined) keys.add(match[2]);
  }
  return keys;
}

/** `undefined` where it is nested too deep. */
function compose(text: string): ComposedYaml | undefined {
  try {
    const composed = composeYaml(text);
    return composed.depth > MAX_DEPTH ? undefined : composed;
  } catch {
    return undefined;
  }
}

function toNode(text: string, node: ParsedNode | null, position: number): Node {
  if (node === null) return opaque(span(position, position), 'it is empty');
  const at = spanOf(text, node);
  const tag = 'tag' in node ? node.tag : undefined;
  if (tag?.startsWith('!') && tag.length > 1) {
    const start = text.lastIndexOf(tag, at.start);
    const argument = plain(text, node, at);
    // What a build cannot tell has its reason beside it.
    if (tag === '!unknown') return opaque(at, String(textOf(argument) ?? 'it cannot be told'));
    const whole = around(start < position ? at : span(start, at.end), [argument]);
    return { kind: 'intrinsic', at: whole, name: longName(tag), argument };
  }
  return plain(text, node, at);
}

function plain(text: string, node: ParsedNode, at: Span): Node {
  if (isAlias(node)) return opaque(at, 'it is a YAML alias');
  if (isMap(node)) {
    const members = node.items.flatMap((pair) =>
      toMember(text, pair as Pair<ParsedNode, ParsedNode | null>),
    );
    return objectOrIntrinsic(around(at, members), members, node.flow === true);
  }
  if (isSeq(node)) {
    const written = node.items as readonly (ParsedNode | null)[];
    const items = written.map((item) => toNode(text, item, at.start));
    return { kind: 'array', at: around(at, items), items };
  }
  if (!isScalar(node)) return opaque(at, 'it cannot be read');
  const value: unknown = node.value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return scalarNode(at, value);
  }
  return opaque(at, 'it is empty');
}

function toMember(text: string, pair: Pair<ParsedNode, ParsedNode | null>): readonly Member[] {
  if (!isScalar(pair.key)) return [];
  const keyAt = spanOf(text, pair.key);
  const value = toNode(text, pair.value, keyAt.end);
  return [{ key: String(pair.key.value), keyAt, at: span(keyAt.start, value.at.end), value }];
}

/** Block collections and scalars end at their last character, not after the blank lines below. */
function spanOf(text: string, node: ParsedNode): Span {
  const [start, valueEnd] = node.range;
  let end = valueEnd;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  return span(start, end);
}

/** A collection that is not finished may end before what stands in it. */
function around(at: Span, parts: readonly { readonly at: Span }[]): Span {
  return parts.reduce((whole, part) => cover(whole, part.at), at);
}

/** `!Ref` and `!Condition` keep their names; every other short form stands for `Fn::…`. */
function longName(tag: string): string {
  const name = tag.slice(1);
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}

function opaque(at: Span, why: string): Node {
  return { kind: 'opaque', at, why };
}

/** The parser may place an error behind the end, where something is missing. */
function toProblem(text: string, error: YAMLParseError): SyntaxProblem {
  const message = error.message.split('\n')[0] ?? error.message;
  const end = Math.min(error.pos[1], text.length);
  return {
    at: span(Math.min(error.pos[0], end), end),
    message: `The YAML is broken here: ${message.replace(/[.:]$/, '')}.`,
  };
}
