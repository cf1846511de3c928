import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type YAMLParseError,
} from 'yaml';
import type { Comment, SyntaxProblem } from '../../contracts/language';
import { cover, type Span, span } from '../../contracts/span';
import { aliased } from '../../syntax/yaml-aliases';
import { composeYaml } from '../../syntax/yaml-compose';
import { describeError, TOO_DEEP } from './syntax';
import type { MapNode, Member, Node } from './tree';

/** One YAML document, its offsets counted from its own first character. */
export interface ParsedDocument {
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** Keys that are written twice in one block. */
  readonly doubled: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
}

/** Aliases may repeat no more than this many values: a small text can ask for billions. */
const BORROWED_LIMIT = 20_000;
const ALIAS_DEPTH = 20;

/**
 * Parses one document. Never throws: nesting too deep for the parser is a problem of the text. Only
 * its first error is told, since those after it mostly follow from it.
 */
export function parseYaml(text: string): ParsedDocument {
  const doubled: SyntaxProblem[] = [];
  try {
    const { document, comments } = composeYaml(text);
    if (document === undefined) return { root: undefined, problems: [], doubled, comments };
    const problems = document.errors.slice(0, 1).map((error) => problemOf(text, error));
    const reader = { text, document, doubled, borrowed: 0, depth: 0 };
    return { root: readNode(reader, document.contents, 0), problems, doubled, comments };
  } catch {
    const problems = [{ at: span(0, 0), message: TOO_DEEP }];
    return { root: undefined, problems, doubled: [], comments: [] };
  }
}

interface Reader {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly doubled: SyntaxProblem[];
  /** Values that aliases have repeated so far, and how many aliases stand within each other now. */
  borrowed: number;
  depth: number;
}

function readNode(reader: Reader, node: ParsedNode | null, position: number): Node {
  if (node === null) return { kind: 'empty', at: span(position, position), ...OWN };
  const at = spanOf(reader.text, node);
  if (isAlias(node)) return readAlias(reader, node, at);
  const common = { borrowed: false, anchored: node.anchor !== undefined };
  if (isMap(node)) {
    return readMap(reader, node.items as readonly YamlPair[], at, node.flow === true, common);
  }
  if (isSeq(node) && node.tag === UNKNOWN) {
    // What a build could not tell: why, and the expression that hides it.
    const [why = '', expression = ''] = node.items.map((item) =>
      isScalar(item) ? String(item.value) : '',
    );
    return { kind: 'opaque', at, why, expression, ...common };
  }
  if (isSeq(node)) {
    const items = (node.items as readonly (ParsedNode | null)[]).map((item) =>
      readNode(reader, item, at.start),
    );
    return { kind: 'sequence', at: around(at, items), items, flow: node.flow === true, ...common };
  }
  if (!isScalar(node)) return { kind: 'opaque', at, why: 'it cannot be read', ...common };
  if (node.tag === UNKNOWN) return { kind: 'opaque', at, why: String(node.value), ...common };
  if (node.tag !== undefined && node.tag !== '!!str' && node.tag.startsWith('!')) {
    return { kind: 'opaque', at, why: 'a YAML tag decides it', ...common };
  }
  const plain = node.type === 'PLAIN' && node.tag === undefined;
  if (plain && node.value === null) return { kind: 'empty', at, ...common };
  return { kind: 'scalar', at, value: node.source ?? String(node.value), plain, ...common };
}

/** The tag of what a build could not tell. */
const UNKNOWN = '!unknown';

type YamlPair = Pair<ParsedNode, ParsedNode | null>;

const OWN = { borrowed: false, anchored: false } as const;

function readMap(
  reader: Reader,
  pairs: readonly YamlPair[],
  at: Span,
  flow: boolean,
  common: { readonly borrowed: boolean; readonly anchored: boolean },
): MapNode {
  const members: Member[] = [];
  const merged: Member[] = [];
  const seen = new Set<string>();
  const duplicates = new Set<string>();
  let partial = false;
  for (const pair of pairs) {
    if (!isScalar(pair.key)) {
      partial = true;
      continue;
    }
    const entry = readMember(reader, pair.key, pair.value);
    if (entry.key === '<<') {
      const sources = entry.value.kind === 'sequence' ? entry.value.items : [entry.value];
      for (const source of sources) {
        if (source.kind !== 'map') partial = true;
        else merged.push(...source.members.map((each) => ({ ...each, merged: true })));
      }
      continue;
    }
    if (seen.has(entry.key)) {
      duplicates.add(entry.key);
      reader.doubled.push({
        at: entry.keyAt,
        message: `The key ${entry.key} is written twice in this block; whoever reads the file rejects it or takes only one of them. Keep one.`,
      });
    }
    seen.add(entry.key);
    members.push(entry);
  }
  const brought = new Map<string, Member>();
  for (const entry of merged) {
    if (!seen.has(entry.key) && !brought.has(entry.key)) brought.set(entry.key, entry);
  }
  return {
    kind: 'map',
    at: around(at, members),
    members: [...members, ...brought.values()],
    flow,
    duplicates,
    partial,
    ...common,
  };
}

function readMember(reader: Reader, key: ParsedNode, value: ParsedNode | null): Member {
  const keyAt = spanOf(reader.text, key);
  const name = isScalar(key) ? String(key.source ?? key.value) : '';
  const read = readNode(reader, value, keyAt.end);
  return { key: name, keyAt, at: cover(keyAt, read.at), value: read, merged: false };
}

/** What an alias stands for, with the alias as the place of everything in it. */
function readAlias(reader: Reader, alias: ParsedNode, at: Span): Node {
  const target = isAlias(alias) ? aliased(reader.document, alias) : undefined;
  const tooMuch = reader.borrowed > BORROWED_LIMIT || reader.depth >= ALIAS_DEPTH;
  if (target === undefined || isAlias(target) || tooMuch) return opaqueAlias(at);
  reader.depth += 1;
  const read = readNode(reader, target as ParsedNode, at.start);
  reader.depth -= 1;
  reader.borrowed += sizeOf(read);
  return reader.borrowed > BORROWED_LIMIT ? opaqueAlias(at) : borrow(read, at);
}

function opaqueAlias(at: Span): Node {
  return { kind: 'opaque', at, why: 'a YAML alias decides it', ...OWN };
}

function borrow(node: Node, at: Span): Node {
  const common = { at, borrowed: true, anchored: false };
  switch (node.kind) {
    case 'map': {
      const members = node.members.map((entry) => ({
        ...entry,
        keyAt: at,
        at,
        value: borrow(entry.value, at),
      }));
      return { ...node, ...common, members };
    }
    case 'sequence':
      return { ...node, ...common, items: node.items.map((item) => borrow(item, at)) };
    default:
      return { ...node, ...common };
  }
}

function sizeOf(node: Node): number {
  const inner =
    node.kind === 'map'
      ? node.members.map((entry) => entry.value)
      : node.kind === 'sequence'
        ? node.items
        : [];
  return inner.reduce((total, each) => total + sizeOf(each), 1);
}

/** Block collections and scalars end at their last character, not after the blank lines below. */
function spanOf(text: string, node: ParsedNode): Span {
  const [start, valueEnd] = node.range;
  let end = Math.min(valueEnd, text.length);
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  return span(Math.min(start, end), end);
}

/** A collection that is not finished may end before what stands in it. */
function around(at: Span, parts: readonly { readonly at: Span }[]): Span {
  return parts.reduce((whole, part) => cover(whole, part.at), at);
}

/** The parser may place an error behind the end, where something is missing. */
function problemOf(text: string, error: YAMLParseError): SyntaxProblem {
  const end = Math.min(error.pos[1], text.length);
  return { at: span(Math.min(error.pos[0], end), end), message: describeError(error) };
}
