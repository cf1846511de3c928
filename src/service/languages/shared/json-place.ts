import {
  findNodeAtLocation,
  getLocation,
  type JSONPath,
  type Node as JsonNode,
  parseTree,
} from 'jsonc-parser';
import { type Span, span } from '../../contracts/span';

/** Where an offset of a JSON document is, as far as completion needs it. */
export interface JsonPlace {
  readonly root: JsonNode;
  /** The object around it. */
  readonly owner: JSONPath;
  /** The key that is written here, or whose value is. An index within a list. */
  readonly key: string | number | undefined;
  readonly isKey: boolean;
  /** The keys that the object has already. */
  readonly written: ReadonlySet<string>;
  /** Within quotes, what stands between them; elsewhere the word that is being typed. */
  readonly replaces: Span;
  /** The quotes stand there already. */
  readonly quoted: boolean;
}

/** Where an offset of a document is; `undefined` behind a value that is finished. */
export function placeInJson(text: string, offset: number): JsonPlace | undefined {
  const { path, isAtPropertyKey: isKey, previousNode } = getLocation(text, offset);
  const root = parseTree(text);
  const where = placeToWrite(text, offset, previousNode);
  if (root === undefined || where === undefined) return undefined;
  const owner = path.slice(0, -1);
  const written = isKey ? keysOf(findNodeAtLocation(root, owner), offset) : new Set<string>();
  return { root, owner, key: path.at(-1), isKey, written, ...where };
}

/** A key or a value as it is written here: in quotes, if none stand there. */
export function inQuotes(word: string, { quoted }: JsonPlace): string {
  return quoted ? word : `"${word}"`;
}

type PreviousNode = ReturnType<typeof getLocation>['previousNode'];

function placeToWrite(
  text: string,
  offset: number,
  before: PreviousNode,
): Pick<JsonPlace, 'replaces' | 'quoted'> | undefined {
  if (before === undefined) {
    if (/[^\s,}\]]/.test(text.charAt(offset))) return undefined;
    const typed = /(?<!\w)\w*$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[0] ?? '';
    return { replaces: span(offset - typed.length, offset), quoted: false };
  }
  const written = text.slice(before.offset, before.offset + before.length);
  const end = before.offset + before.length - (/^".*"$/.test(written) ? 1 : 0);
  if (!written.startsWith('"') || offset <= before.offset || offset > end) return undefined;
  return { replaces: span(before.offset + 1, end), quoted: true };
}

/** The keys of an object but for the one that is being written. */
function keysOf(object: JsonNode | undefined, offset: number): ReadonlySet<string> {
  const keys = (object?.children ?? []).flatMap(({ children }) => children?.[0] ?? []);
  const others = keys.filter((key) => offset < key.offset || key.offset + key.length < offset);
  return new Set(others.map(({ value }) => String(value)));
}
