import { type Document, isAlias, isMap, isScalar, isSeq, type ParsedNode, type Scalar } from 'yaml';
import type { SyntaxProblem } from '../contracts/language';
import { type Span, span } from '../contracts/span';
import {
  type DataMap,
  type DataNode,
  dataList,
  dataUnknown,
  passed,
  pointer,
  stepsOf,
  type Trail,
  type UnknownReason,
} from './data-node';
import { Remembered } from './remembered';
import { aliased } from './yaml-aliases';
import { composeYaml } from './yaml-compose';
import { splitDocuments } from './yaml-documents';
import { plainValue } from './yaml-scalar';

/** A YAML text as data. Paths in it begin with the number of the document. */
export interface YamlData {
  /** The documents with content. */
  readonly documents: readonly DataNode[];
  readonly problems: readonly SyntaxProblem[];
  /** Where a path stands: the value, or its key where the value is empty. */
  placeOf(path: string): Span | undefined;
}

/** Aliases may repeat no more than this many values: a small text can ask for billions. */
const MAX_BORROWED = 20_000;
const TOO_DEEP = 'The text is nested too deep to be read.';

/** Where a text stands: its file, and the path before the number of the document. */
export interface YamlOrigin {
  readonly uri: string;
  readonly path?: string;
  /** It is read and written once more by a tool in Go, which changes folded texts on the way. */
  readonly rewritten?: boolean;
}

/**
 * Reads a stream of YAML documents, or JSON. Never throws; of a document that is broken the part before
 * the error is kept. What an alias or a merge key brings in decides where its anchor stands.
 */
export function readYaml(
  text: string,
  { uri, path = '', rewritten = false }: YamlOrigin,
): YamlData {
  const problems: SyntaxProblem[] = [];
  const documents: DataNode[] = [];
  const parsed: { readonly document: Document.Parsed; readonly start: number }[] = [];
  const isLong = text.length >= LONG;
  const key = [uri, path, rewritten].join('\n');
  const before = isLong ? streams.of(key) : undefined;
  const read: ReadDocument[] = [];
  for (const { at, bare } of splitDocuments(text)) {
    if (bare) continue;
    const own = text.slice(at.start, at.end);
    const place = pointer(path, parsed.length);
    const last = before?.[read.length];
    const found =
      last?.own === own && last.place === place
        ? last
        : readOne(own, rewritten, { uri, path: place });
    read.push(found);
    const { document, failure } = found;
    documents.push(found.node);
    if (failure !== undefined || document === undefined) {
      problems.push({ at: span(at.start, at.start), message: failure ?? TOO_DEEP });
      continue;
    }
    const [error] = document.errors;
    if (error) {
      const end = Math.min(at.start + error.pos[1], text.length);
      const message = error.message.split('\n')[0] ?? error.message;
      problems.push({ at: span(Math.min(at.start + error.pos[0], end), end), message });
    }
    parsed.push({ document, start: at.start });
  }
  if (isLong && read.length > 1) streams.set(key, read, text.length);
  return {
    documents,
    problems,
    placeOf: (wanted) => {
      const [index, ...steps] = stepsOf(wanted.slice(path.length));
      const found = parsed[Number(index)];
      return found && placeIn(found.document, found.start, steps);
    },
  };
}

/** A document of a stream. */
interface ReadDocument {
  readonly own: string;
  /** The path that its nodes begin with. */
  readonly place: string;
  readonly document: Document.Parsed | undefined;
  readonly failure?: string;
  readonly node: DataNode;
}

/** From so many characters on the documents of a stream are remembered: others are read as fast. */
const LONG = 2_000;

/** Of a stream that somebody types into one document changes; each tool that reads it has its own. */
const streams = new Remembered<readonly ReadDocument[]>(2_500_000);

function readOne(
  own: string,
  rewritten: boolean,
  origin: { readonly uri: string; readonly path: string },
): ReadDocument {
  const composed = compose(own);
  const { document, failure } = composed;
  const isRead = failure === undefined && document !== undefined;
  const node = isRead
    ? readDocument(document, own, rewritten, origin)
    : dataUnknown('it is nested too deep', []);
  return { own, place: origin.path, node, ...composed };
}

function compose(text: string): {
  readonly document: Document.Parsed | undefined;
  readonly failure?: string;
} {
  try {
    return { document: composeYaml(text).document };
  } catch {
    return { document: undefined, failure: TOO_DEEP };
  }
}

interface Reader {
  readonly document: Document.Parsed;
  readonly text: string;
  readonly rewritten: boolean;
  readonly uri: string;
  /** What anchored nodes have become, and `null` while they are being read. */
  readonly made: Map<ParsedNode, DataNode | null>;
  readonly sizes: WeakMap<DataNode, number>;
  borrowed: number;
}

function readDocument(
  document: Document.Parsed,
  text: string,
  rewritten: boolean,
  { uri, path }: { readonly uri: string; readonly path: string },
): DataNode {
  const reader: Reader = {
    document,
    text,
    rewritten,
    uri,
    made: new Map(),
    sizes: new WeakMap(),
    borrowed: 0,
  };
  try {
    return readNode(reader, document.contents, path);
  } catch {
    return dataUnknown('it is nested too deep', trailOf(reader, path));
  }
}

function trailOf({ uri }: Reader, path: string): Trail {
  return [{ uri, path, how: 'written' }];
}

function readNode(reader: Reader, node: ParsedNode | null, path: string): DataNode {
  const trail = trailOf(reader, path);
  if (node === null)
    return sized(reader, { kind: 'scalar', value: null, text: '', quoted: false, trail });
  if (isAlias(node)) return readAlias(reader, node, path);
  reader.made.set(node, null);
  const made = sized(reader, readOwn(reader, node, path, trail));
  reader.made.set(node, made);
  return made;
}

function readOwn(reader: Reader, node: ParsedNode, path: string, trail: Trail): DataNode {
  if (isMap(node)) return readMap(reader, node.items, path, trail);
  if (isSeq(node) && node.tag === UNKNOWN) {
    // What a build could not tell: why, and the expression that hides it.
    const [why = '', expression = null] = node.items.map((item) =>
      isScalar(item) ? String(item.value) : '',
    );
    return dataUnknown(why, trail, expression);
  }
  if (isSeq(node)) {
    const items = (node.items as readonly (ParsedNode | null)[]).map((item, index) =>
      readNode(reader, item, pointer(path, index)),
    );
    return dataList(items, trail);
  }
  if (!isScalar(node)) return dataUnknown('it cannot be read', trail);
  return readScalar(reader, node, trail);
}

/** The tag of what a build could not tell. */
const UNKNOWN = '!unknown';

function readScalar(reader: Reader, node: Scalar.Parsed, trail: Trail): DataNode {
  const { tag } = node;
  const text = scalarText(reader, node);
  if (tag?.startsWith('!') && !tag.startsWith('!!')) {
    return tag === UNKNOWN
      ? dataUnknown(text, trail, `${tag} ${text}`)
      : dataUnknown(`the tag ${tag} decides it`, trail, `${tag} ${text}`);
  }
  const quoted = node.type !== 'PLAIN' || tag === 'tag:yaml.org,2002:str' || tag === '!!str';
  const value = quoted ? text : plainValue(text);
  return { kind: 'scalar', value, text, quoted, trail };
}

function scalarText({ text, rewritten }: Reader, node: Scalar.Parsed): string {
  const source = node.source ?? String(node.value);
  if (node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED') return source;
  // A block that ends with the file has no last line break unless one is written.
  const isCut = node.range[1] >= text.length && !text.endsWith('\n');
  const own = isCut ? source.replace(/\n$/, '') : source;
  return rewritten && node.type === 'BLOCK_FOLDED' ? foldedAgain(own) : own;
}

/** go-yaml writes a line break too many before an indented line of a folded text. */
function foldedAgain(text: string): string {
  if (/^\n*[ \t]/.test(text)) return text;
  return text.replace(/^([^ \t\n][^\n]*)(\n+)(?=[ \t])/gm, '$1\n$2');
}

interface YamlPair {
  readonly key: unknown;
  readonly value: unknown;
}

/** Own entries come before merged ones, and earlier merged ones before later ones. */
function readMap(reader: Reader, pairs: readonly YamlPair[], path: string, trail: Trail): DataMap {
  const own = new Map<string, DataNode>();
  const merged: DataMap[] = [];
  let open: UnknownReason | null = null;
  for (const { key, value } of pairs) {
    if (!isScalar(key)) {
      open = { why: 'a key is no plain word', expression: null };
      continue;
    }
    const name = String(key.source ?? key.value);
    const read = readNode(reader, value as ParsedNode | null, pointer(path, name));
    if (name !== '<<' || key.type !== 'PLAIN') {
      own.set(name, read);
      continue;
    }
    for (const source of read.kind === 'list' ? read.items : [read]) {
      if (source.kind === 'map') merged.push(source);
      else open = { why: 'what is merged in cannot be read', expression: null };
    }
  }
  if (merged.length === 0) return { kind: 'map', entries: own, open, trail };
  const entries = new Map(own);
  const step = { uri: reader.uri, path: pointer(path, '<<'), how: 'merged' } as const;
  for (const source of merged) {
    open ??= source.open;
    for (const [name, value] of source.entries) {
      if (!entries.has(name)) entries.set(name, sized(reader, passed(value, step)));
    }
  }
  return { kind: 'map', entries, open, trail };
}

/** What an alias stands for: the same node, however often it is asked for. */
function readAlias(reader: Reader, alias: ParsedNode, path: string): DataNode {
  const target = isAlias(alias) ? aliased(reader.document, alias) : undefined;
  const made = target === undefined ? undefined : reader.made.get(target as ParsedNode);
  const trail = trailOf(reader, path);
  if (made === null) return dataUnknown('an alias stands within what it names', trail);
  if (made === undefined) return dataUnknown('an alias names no anchor', trail);
  reader.borrowed += reader.sizes.get(made) ?? 1;
  if (reader.borrowed > MAX_BORROWED) return dataUnknown('its aliases repeat too much', trail);
  return sized(reader, passed(made, { uri: reader.uri, path, how: 'merged' }));
}

/** Notes how many values a node has when aliases are written out. */
function sized<Node extends DataNode>(reader: Reader, node: Node): Node {
  const inner =
    node.kind === 'map' ? node.entries.values() : node.kind === 'list' ? node.items : [];
  let size = 1;
  for (const each of inner) size += reader.sizes.get(each) ?? 1;
  reader.sizes.set(node, size);
  return node;
}

const named = new WeakMap<readonly YamlPair[], ReadonlyMap<string, YamlPair>>();

/** The entries of a map by their keys, the first of each. */
function pairsOf(items: readonly YamlPair[]): ReadonlyMap<string, YamlPair> {
  const before = named.get(items);
  if (before) return before;
  const pairs = new Map<string, YamlPair>();
  for (const pair of items) {
    const key = isScalar(pair.key) ? String(pair.key.source ?? pair.key.value) : undefined;
    if (key !== undefined && !pairs.has(key)) pairs.set(key, pair);
  }
  named.set(items, pairs);
  return pairs;
}

function placeIn(
  document: Document.Parsed,
  start: number,
  steps: readonly string[],
): Span | undefined {
  let node: ParsedNode | null = document.contents;
  let key: ParsedNode | undefined;
  for (const step of steps) {
    const from: ParsedNode | null =
      node && isAlias(node) ? ((aliased(document, node) as ParsedNode | undefined) ?? null) : node;
    if (from && isMap(from)) {
      const pair = pairsOf(from.items as readonly YamlPair[]).get(step);
      if (!pair) return undefined;
      key = pair.key as ParsedNode;
      node = pair.value as ParsedNode | null;
    } else if (from && isSeq(from)) {
      if (!(Number(step) < from.items.length)) return undefined;
      node = from.items[Number(step)] as ParsedNode | null;
    } else {
      return undefined;
    }
  }
  const range = node?.range ?? key?.range;
  const at = range && (range[1] > range[0] ? range : (key?.range ?? range));
  return at ? span(start + at[0], start + at[1]) : undefined;
}
