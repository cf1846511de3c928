import type { Fix, FixKind, StructuralChange, TextChange } from '../../contracts/fix';
import { type Span, span } from '../../contracts/span';
import { copyFor } from './elsewhere';
import type { Body, Setting } from './fields';
import {
  afterLine,
  blankColumns,
  endOfLine,
  eolOf,
  indentBefore,
  restIsBlank,
  startOfLine,
} from './layout';
import type { SourceDocument } from './model';
import { isElsewhere } from './shape';
import { isNoValue, type Member, member, type Node, type ObjectNode } from './tree';
import { writtenAt } from './written-places';

/**
 * A fix that writes these properties; where the file is not the source, one that copies what to
 * write there. Nothing where one of them cannot be written plainly: its
 * block is an intrinsic, or its value is.
 */
export function setFix(
  document: SourceDocument,
  title: string,
  kind: FixKind,
  settings: readonly Setting[],
): readonly Fix[] {
  if (document.shape !== undefined && isElsewhere(document.shape)) {
    const copy = copyFor(document.shape, settings);
    if (copy === undefined) return [];
    return [{ title: `Copy ${copy.what}: ${copy.text}`, kind, edits: [], copies: copy.text }];
  }
  const edits = settings.map((setting) => set(document, setting));
  if (!edits.every((edit) => edit !== undefined)) return [];
  return [{ title, kind, edits: edits.flat() }];
}

/** A fix that writes other values where these stand; nothing where the file is not the source. */
export function replaceFix(
  document: SourceDocument,
  title: string,
  kind: FixKind,
  values: readonly { readonly path: string; readonly text: string }[],
): readonly Fix[] {
  if (document.shape !== undefined && isElsewhere(document.shape)) return [];
  const edits = values.map(({ path, text }) => structural(document, path, { op: 'replace', text }));
  if (!edits.every((edit) => edit !== undefined)) return [];
  return [{ title, kind, edits: edits.flat() }];
}

/** A fix that takes a property out, with its line. */
export function removeFix(
  document: SourceDocument,
  title: string,
  kind: FixKind,
  { node }: Body,
  key: string,
): readonly Fix[] {
  const entry = member(node, key);
  const edits = node && entry && remove(document, node, entry);
  return edits ? [{ title, kind, edits }] : [];
}

/** A fix that adds a block with one property in it. Terraform's blocks are left to a person. */
export function insertBlockFix(
  document: SourceDocument,
  title: string,
  kind: FixKind,
  { body, key, inner, value }: Setting & { readonly inner: string },
): readonly Fix[] {
  const anchor = body.node?.members.at(-1);
  if (body.node === undefined || anchor === undefined || body.node.spell !== undefined) return [];
  const compact = document.format === 'json' && colonOf(document, anchor) === ':';
  const [colon, blank] = compact ? [':', ''] : [': ', ' '];
  const name = document.format === 'json' ? JSON.stringify(inner) : inner;
  const text = `{${blank}${name}${colon}${literal(document, value)}${blank}}`;
  const edits = insert(document, body.node, anchor, key, text);
  return edits === undefined ? [] : [{ title, kind, edits }];
}

/** The changes that give a property this value, keeping the author's quoting and layout. */
export function set(document: SourceDocument, setting: Setting): readonly TextChange[] | undefined {
  const { body, key, value, after } = setting;
  if (body.node === undefined) return undefined;
  const existing = member(body.node, key);
  if (existing !== undefined) {
    if (existing.value.kind === 'intrinsic' && !isNoValue(existing.value)) return undefined;
    return replace(document, existing.value, literal(document, value));
  }
  const anchor =
    (after === undefined ? undefined : member(body.node, after)) ?? lastPlain(document, body.node);
  return insert(document, body.node, anchor, key, literal(document, value));
}

/** HCL keeps attributes above blocks. */
function lastPlain({ format }: SourceDocument, { members }: ObjectNode): Member | undefined {
  if (format !== 'hcl') return members.at(-1);
  return members.findLast(({ value }) => value.kind === 'scalar') ?? members.at(-1);
}

/** The text changes of a structural edit; `undefined` where its place is not plainly editable. */
export function structural(
  document: SourceDocument,
  path: string,
  change: StructuralChange,
): readonly TextChange[] | undefined {
  const found = resolve(document.root, path);
  if (found === undefined) return writtenEdit(document, path, change);
  switch (change.op) {
    case 'replace':
      return replace(document, found.node, change.text);
    case 'remove':
      return found.owner === undefined ? undefined : remove(document, found.owner, found.member);
    case 'insert':
      if (found.node.kind !== 'object') return undefined;
      if (member(found.node, change.key) !== undefined) return undefined;
      return insert(document, found.node, found.node.members.at(-1), change.key, change.text);
  }
}

/** A value that a build leads back to is named as it is written; it may be given another, no more. */
function writtenEdit(
  document: SourceDocument,
  path: string,
  change: StructuralChange,
): readonly TextChange[] | undefined {
  const value = change.op === 'replace' ? writtenAt(document.written, path)?.value : undefined;
  return value?.kind === 'scalar' && change.op === 'replace'
    ? replace(document, value, change.text)
    : undefined;
}

/** Writes another scalar in the quotes of the one that stands there: `"2"` becomes `"4"`. */
export function replace(
  document: SourceDocument,
  node: Node,
  text: string,
): readonly TextChange[] | undefined {
  if (node.kind === 'object' || node.kind === 'array') return undefined;
  if (node.at.start === node.at.end) return undefined;
  const quote =
    node.kind === 'scalar' ? /^["']/.exec(document.text.slice(node.at.start))?.[0] : undefined;
  const bare = /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
  return [{ span: node.at, newText: quote === undefined ? text : `${quote}${bare}${quote}` }];
}

/** Adds a member after `anchor`, laid out as its neighbours are. */
export function insert(
  document: SourceDocument,
  owner: ObjectNode,
  anchor: Member | undefined,
  key: string,
  text: string,
): readonly TextChange[] | undefined {
  const spelled = owner.spell?.(key) ?? key;
  if (anchor === undefined) return fillEmpty(document, owner, spelled, text);
  const { start, end } = anchor.at;
  const indent = indentBefore(document.text, start);
  if (owner.flow) {
    const colon = colonOf(document, anchor);
    const blank = colon === ':' ? '' : ' ';
    const line = indent === undefined ? blank : eolOf(document.text) + indent;
    const entry = `${flowKey(document, anchor, spelled)}${colon}${text}`;
    return [{ span: span(end, end), newText: `,${line}${entry}` }];
  }
  const column = indent ?? blankColumns(document.text, start);
  if (column === undefined) return undefined;
  const lineEnd = endOfLine(document.text, end);
  const entry =
    document.format === 'hcl'
      ? `${spelled.padEnd(nameWidth(document, anchor))} = ${text}`
      : `${spelled}: ${text}`;
  return [{ span: span(lineEnd, lineEnd), newText: `${eolOf(document.text)}${column}${entry}` }];
}

/** Where the neighbour's equals sign stands, counted from its name: Terraform aligns them. */
function nameWidth({ text }: SourceDocument, { keyAt, value }: Member): number {
  const sign = text.slice(keyAt.start, value.at.start).indexOf('=');
  return sign <= 0 ? 0 : sign - 1;
}

/** Writes other members in the place of one, each on a line of its own where that one has one. */
export function replaceMember(
  document: SourceDocument,
  owner: ObjectNode,
  target: Member,
  entries: readonly (readonly [key: string, text: string])[],
): readonly TextChange[] | undefined {
  if (owner.spell !== undefined) return undefined;
  const indent = indentBefore(document.text, target.at.start);
  const column = indent ?? blankColumns(document.text, target.at.start);
  if (!owner.flow && column === undefined) return undefined;
  const colon = owner.flow ? colonOf(document, target) : ': ';
  const blank = colon === ':' ? '' : ' ';
  const line = eolOf(document.text) + (column ?? '');
  const separator = `${owner.flow ? ',' : ''}${indent === undefined && owner.flow ? blank : line}`;
  const written = entries.map(([key, text]) => `${flowKey(document, target, key)}${colon}${text}`);
  return [{ span: target.at, newText: written.join(separator) }];
}

/** Takes a member out with its line and one comma. */
export function remove(
  document: SourceDocument,
  owner: ObjectNode,
  target: Member,
): readonly TextChange[] | undefined {
  const index = owner.members.indexOf(target);
  if (index === -1) return undefined;
  return owner.flow
    ? removeFlow(document.text, owner, index, target)
    : removeBlock(document.text, owner, target);
}

/** A value as the document writes it: YAML leaves plain words bare, JSON quotes every text. */
export function literal(document: SourceDocument, value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const plain = document.format === 'yaml' && /^[A-Za-z][\w.-]*$/.test(value);
  return plain && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(value)
    ? value
    : JSON.stringify(value);
}

interface Found {
  readonly node: Node;
  readonly owner: ObjectNode | undefined;
  readonly member: Member;
}

function resolve(root: Node | undefined, path: string): Found | undefined {
  const steps = path.split('/').slice(1).map(unescapePointer);
  let found: Found | undefined;
  let node = root;
  for (const step of steps) {
    const entry = member(node, step);
    const item = node?.kind === 'array' ? node.items[Number(step)] : entry?.value;
    if (item === undefined) return undefined;
    const owner = node?.kind === 'object' ? node : undefined;
    found = {
      node: item,
      owner,
      member: entry ?? { key: step, keyAt: item.at, at: item.at, value: item },
    };
    node = item;
  }
  return found;
}

function unescapePointer(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function fillEmpty(
  document: SourceDocument,
  owner: ObjectNode,
  key: string,
  text: string,
): readonly TextChange[] | undefined {
  if (!owner.flow || owner.at.end - owner.at.start < 2) return undefined;
  const name = document.format === 'json' ? JSON.stringify(key) : key;
  return [{ span: span(owner.at.start + 1, owner.at.end - 1), newText: ` ${name}: ${text} ` }];
}

/** JSON quotes its keys; a flow mapping of YAML follows its neighbour. */
function flowKey(document: SourceDocument, anchor: Member, key: string): string {
  const quoted = document.text.charAt(anchor.keyAt.start) === '"';
  return quoted ? JSON.stringify(key) : key;
}

/** The colon and the blanks around it, as the neighbour has them: compact JSON stays compact. */
export function colonOf({ text }: SourceDocument, { keyAt, value }: Member): string {
  const between = text.slice(keyAt.end, value.at.start);
  return /^[ \t]*:[ \t]*$/.test(between) ? between : ': ';
}

/** A line is removed with its ending; the last member takes the comma before it along. */
function removeFlow(
  text: string,
  owner: ObjectNode,
  index: number,
  target: Member,
): readonly TextChange[] {
  const comma = /^\s*,/.exec(text.slice(target.at.end, owner.at.end));
  const end = target.at.end + (comma?.[0].length ?? 0);
  const start = startOfLine(text, target.at.start);
  const alone = indentBefore(text, target.at.start) !== undefined && restIsBlank(text, end);
  const own: Span = alone ? span(start, afterLine(text, end)) : span(target.at.start, end);
  const previous = owner.members[index - 1];
  if (comma !== null || previous === undefined)
    return [{ span: ownWithBlank(text, own, alone), newText: '' }];
  const between = text.slice(previous.at.end, target.at.start).indexOf(',');
  const position = previous.at.end + between;
  if (!alone) return [{ span: span(position, end), newText: '' }];
  return between === -1
    ? [{ span: own, newText: '' }]
    : [
        { span: span(position, position + 1), newText: '' },
        { span: own, newText: '' },
      ];
}

function ownWithBlank(text: string, own: Span, alone: boolean): Span {
  const blank = alone ? '' : (/^[ \t]*/.exec(text.slice(own.end))?.[0] ?? '');
  return span(own.start, own.end + blank.length);
}

function removeBlock(
  text: string,
  owner: ObjectNode,
  target: Member,
): readonly TextChange[] | undefined {
  if (owner.members.length === 1) return undefined;
  if (indentBefore(text, target.at.start) === undefined) return undefined;
  const start = startOfLine(text, target.at.start);
  return [{ span: span(start, afterLine(text, target.at.end)), newText: '' }];
}
