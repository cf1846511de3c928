import {
  type Node as JsonNode,
  type ParseError,
  parseTree,
  printParseErrorCode,
  visit,
} from 'jsonc-parser';
import { BEYOND } from '../../contracts/field';
import type { Comment, SyntaxProblem } from '../../contracts/language';
import { span } from '../../contracts/span';
import { withoutJsonPlaceholders } from '../../text/placeholders';
import { tableOf } from '../../text/tables';
import type { Member, Node } from './tree';
import type { ParsedDocument } from './yaml';

const OWN = { borrowed: false, anchored: false } as const;

/** Whether a manifest is JSON: by its name, or an unnamed one by its first characters. */
export function isJson(text: string, path: string): boolean {
  if (/\.jsonc?$/i.test(path)) return true;
  return !/\.(?:ya?ml|tpl|tmpl|j2)$/i.test(path) && /^\uFEFF?\s*\{\s*["}]/.test(text);
}

/** Parses a JSON manifest into the same tree as YAML. Never throws. */
export function parseJson(source: string): ParsedDocument {
  const { text, isFilledIn } = withoutJsonPlaceholders(source);
  const errors: ParseError[] = [];
  const comments: Comment[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: false });
  visit(source, {
    onComment: (offset, length) => {
      const written = source.slice(offset, offset + length);
      const said = written.replace(/^\/[/*]|\*\/$/g, '').trim();
      comments.push({ at: span(offset, offset + length), text: said });
    },
  });
  const problems = isFilledIn ? [] : errors.map((error) => problemOf(text, error));
  const doubled: SyntaxProblem[] = [];
  const read = root === undefined ? undefined : readNode(root, doubled);
  return { root: read, problems, doubled, comments };
}

function readNode(node: JsonNode, doubled: SyntaxProblem[]): Node {
  const at = span(node.offset, node.offset + node.length);
  switch (node.type) {
    case 'object':
      return readObject(node, doubled);
    case 'array': {
      const items = (node.children ?? []).map((child) => readNode(child, doubled));
      return { kind: 'sequence', at, items, flow: true, ...OWN };
    }
    case 'null':
      return { kind: 'empty', at, ...OWN };
    case 'number':
      if (!Number.isFinite(node.value)) return { kind: 'opaque', at, why: BEYOND, ...OWN };
      return { kind: 'scalar', at, value: String(node.value), plain: true, ...OWN };
    default:
      return {
        kind: 'scalar',
        at,
        value: String(node.value),
        plain: node.type !== 'string',
        ...OWN,
      };
  }
}

function readObject(node: JsonNode, doubled: SyntaxProblem[]): Node {
  const at = span(node.offset, node.offset + node.length);
  const members: Member[] = [];
  const seen = new Set<string>();
  const duplicates = new Set<string>();
  let partial = false;
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) {
      partial = true;
      continue;
    }
    const name = String(key.value);
    const keyAt = span(key.offset, key.offset + key.length);
    if (seen.has(name)) {
      duplicates.add(name);
      doubled.push({
        at: keyAt,
        message: `The key ${name} is written twice in this object. Keep one.`,
      });
    }
    seen.add(name);
    const read = readNode(value, doubled);
    members.push({
      key: name,
      keyAt,
      at: span(keyAt.start, read.at.end),
      value: read,
      merged: false,
    });
  }
  return { kind: 'map', at, members, flow: true, duplicates, partial, ...OWN };
}

const MESSAGES = tableOf<string>({
  CommaExpected: 'A comma is missing before this.',
  ColonExpected: 'A colon is missing after the key.',
  PropertyNameExpected:
    'A key in double quotes is expected here; JSON allows no comma after the last entry.',
  ValueExpected: 'A value is missing here; JSON allows no comma after the last entry.',
  CloseBraceExpected: 'A closing } is missing.',
  CloseBracketExpected: 'A closing ] is missing.',
  EndOfFileExpected: 'Nothing may follow the end of the JSON document.',
  UnexpectedEndOfString: 'This text is not closed: a double quote is missing.',
});

function problemOf(text: string, { error, offset, length }: ParseError): SyntaxProblem {
  const name = printParseErrorCode(error);
  const start = Math.min(offset, text.length);
  const message = MESSAGES[name] ?? `The JSON is broken here: ${name}.`;
  return { at: span(start, Math.min(offset + length, text.length)), message };
}
