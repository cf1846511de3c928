import { parse as parseYamlValue } from 'yaml';
import type { Known } from '../../contracts/field';
import type { Fix, FixKind, StructuralEdit, TextChange } from '../../contracts/fix';
import { span } from '../../contracts/span';
import { columnOf, endOfLine, isAloneOnLine, layoutOf, leadingBlank, startOfLine } from './layout';
import { type Found, locate } from './locate';
import type { ParsedFile } from './parse';
import {
  blockEntry,
  inline,
  inlineKey,
  isPlainMap,
  type Layout,
  type Plain,
  pretty,
  scalar,
} from './render';
import { type MapNode, type Member, pointer } from './tree';

/** Changes of a text, or `undefined` where the place is not plainly editable. */
export type Changes = readonly TextChange[] | undefined;

/** A fix made of these changes; none where one of them cannot be made. */
export function fixOf(
  title: string,
  kind: FixKind,
  ...changes: readonly Changes[]
): readonly Fix[] {
  const made = changes.filter((change) => change !== undefined);
  return made.length === changes.length ? [{ title, kind, edits: made.flat() }] : [];
}

/** What puts a floor that is above its ceiling right: the two swapped, or a higher ceiling. */
export function boundsFixes(
  file: ParsedFile,
  min: Known<number>,
  max: Known<number>,
): readonly Fix[] {
  const raised = replaceValue(file, max.path, min.value);
  return [
    ...fixOf(
      `Swap minReplicas and maxReplicas: ${max.value} to ${min.value} pods`,
      'suggestion',
      replaceValue(file, min.path, max.value),
      raised,
    ),
    ...fixOf(`Raise maxReplicas: ${max.value} → ${min.value}`, 'guided', raised),
  ];
}

/** The text changes of an edit named by structure. A value's text is YAML or JSON. */
export function structuralEdit(file: ParsedFile, { path, change }: StructuralEdit): Changes {
  switch (change.op) {
    case 'replace':
      return replaceValue(file, path, change.text);
    case 'remove':
      return removeEntry(file, path);
    case 'insert': {
      const value = plainOf(change.text);
      return value === undefined ? undefined : insertEntry(file, path, change.key, value);
    }
  }
}

/** Writes another single value, in the quotes of the one that stands there. */
export function replaceValue(file: ParsedFile, path: string, value: string | number): Changes {
  const found = locate(file, path);
  if (found === undefined || found.shared || found.node.kind !== 'scalar') return undefined;
  const { at, borrowed } = found.node;
  const quote = borrowed ? undefined : /^["']/.exec(file.text.slice(at.start, at.end))?.[0];
  const bare = String(value);
  const written = file.format === 'json' && quote === '"' ? JSON.stringify(bare) : undefined;
  const text = written ?? (quote === undefined ? scalar(value) : `${quote}${bare}${quote}`);
  return plainly(file, [
    { span: at, newText: /^\d+$/.test(bare) && quote === undefined ? bare : text },
  ]);
}

/** Writes a number in the place of a single value, and drops the quotes around it. */
export function replaceByNumber(file: ParsedFile, path: string, value: number): Changes {
  const found = locate(file, path);
  if (found === undefined || found.shared || found.node.kind !== 'scalar') return undefined;
  return plainly(file, [{ span: found.node.at, newText: String(value) }]);
}

/** Gives an entry another key. */
export function renameKey(file: ParsedFile, path: string, key: string): Changes {
  const { member, shared } = locate(file, path) ?? {};
  if (member === undefined || shared === true) return undefined;
  const quote = /^["']/.exec(file.text.slice(member.keyAt.start))?.[0] ?? '';
  return plainly(file, [{ span: member.keyAt, newText: `${quote}${key}${quote}` }]);
}

/** Takes an entry out with its lines and the comment behind it. */
export function removeEntry(file: ParsedFile, path: string): Changes {
  const found = locate(file, path);
  if (found?.owner === undefined || found.member === undefined || found.shared) return undefined;
  const { owner, member } = found;
  const own = owner.members.filter((entry) => !entry.merged);
  const changes = owner.flow ? removeFlow(own, member) : removeBlock(file.text, own, member);
  return changes === undefined ? undefined : plainly(file, changes);
}

/** Adds an entry at the end of a mapping, or in place of an empty one. */
export function insertEntry(file: ParsedFile, path: string, key: string, value: Plain): Changes {
  const found = locate(file, path);
  if (found === undefined || found.shared || found.document.open) return undefined;
  const { node } = found;
  const layout = layoutOf(file);
  if (node.kind === 'empty') return fillEmpty(file, found, key, value, layout);
  if (node.kind !== 'map' || node.borrowed || node.anchored) return undefined;
  if (node.members.some((entry) => entry.key === key)) return insertBelow(file, path, key, value);
  const last = node.members.filter((entry) => !entry.merged).at(-1);
  if (last === undefined) return fillBraces(file, node, key, value, layout);
  const changes = node.flow
    ? insertFlow(file.text, node, last, key, value, layout)
    : insertBlock(file.text, last, key, value, layout);
  return plainly(file, changes);
}

/** Where an empty entry of that name is written already, the new one goes into it. */
function insertBelow(file: ParsedFile, path: string, key: string, value: Plain): Changes {
  const below = pointer(path, key);
  const node = locate(file, below)?.node;
  const isEmpty = node?.kind === 'empty' || (node?.kind === 'map' && node.members.length === 0);
  const [entry, ...more] = isPlainMap(value) ? Object.entries(value) : [];
  if (!isEmpty || entry === undefined || more.length > 0) return undefined;
  return insertEntry(file, below, ...entry);
}

/** Writes another entry in the place of one, value and all; comments inside the old one go. */
export function replaceEntry(file: ParsedFile, path: string, key: string, value: Plain): Changes {
  const found = locate(file, path);
  if (found?.owner === undefined || found.member === undefined || found.shared) return undefined;
  const { owner, member } = found;
  const layout = layoutOf(file);
  const text = owner.flow
    ? `${inlineKey(key, layout)}: ${inline(value, layout)}`
    : blockEntry(key, value, columnOf(file.text, member.keyAt.start), layout);
  return plainly(file, [{ span: member.at, newText: text }]);
}

/** No change may touch what a template writes, or stand in a document that is misread. */
function plainly(file: ParsedFile, changes: readonly TextChange[]): Changes {
  const expression = /\{\{|\{%|<%/;
  if (file.format === 'json') return changes;
  const touches = changes.some((change) =>
    expression.test(file.text.slice(change.span.start, change.span.end)),
  );
  return touches ? undefined : changes;
}

function plainOf(text: string): Plain | undefined {
  try {
    return parseYamlValue(text) as Plain;
  } catch {
    return undefined;
  }
}

function insertBlock(
  text: string,
  last: Member,
  key: string,
  value: Plain,
  layout: Layout,
): readonly TextChange[] {
  const column = columnOf(text, last.keyAt.start);
  const position = endOfLine(text, last.at.end);
  const entry = blockEntry(key, value, column, layout);
  return [
    { span: span(position, position), newText: `${layout.eol}${' '.repeat(column)}${entry}` },
  ];
}

function insertFlow(
  text: string,
  owner: MapNode,
  last: Member,
  key: string,
  value: Plain,
  layout: Layout,
): readonly TextChange[] {
  const { end } = last.at;
  const indent = isAloneOnLine(text, last.at.start) ? leadingBlank(text, last.at.start) : undefined;
  const separator = indent === undefined ? ' ' : `${layout.eol}${indent}`;
  const spread = layout.json && indent !== undefined;
  const written = spread ? pretty(value, indent.length, layout) : inline(value, layout);
  const entry = `${inlineKey(key, layout)}: ${written}`;
  const trailing = /^\s*,/.exec(text.slice(end, owner.at.end));
  const position = trailing === null ? end : end + trailing[0].length;
  const comma = trailing === null ? ',' : '';
  return [{ span: span(position, position), newText: `${comma}${separator}${entry}` }];
}

function fillBraces(
  file: ParsedFile,
  { at, flow }: MapNode,
  key: string,
  value: Plain,
  layout: Layout,
): Changes {
  if (!flow || at.end - at.start < 2) return undefined;
  const entry = `${inlineKey(key, layout)}: ${inline(value, layout)}`;
  return plainly(file, [{ span: span(at.start + 1, at.end - 1), newText: ` ${entry} ` }]);
}

/** `key:` with nothing behind it becomes a block. */
function fillEmpty(
  file: ParsedFile,
  { owner, member, node }: Found,
  key: string,
  value: Plain,
  layout: Layout,
): Changes {
  if (owner === undefined || member === undefined || node.at.start !== node.at.end)
    return undefined;
  if (owner.flow) return undefined;
  const lineEnd = endOfLine(file.text, member.keyAt.end);
  if (!/^[ \t]*:[ \t]*(?:#.*)?$/.test(file.text.slice(member.keyAt.end, lineEnd))) return undefined;
  const column = columnOf(file.text, member.keyAt.start) + layout.step;
  const entry = blockEntry(key, value, column, layout);
  return [{ span: span(lineEnd, lineEnd), newText: `${layout.eol}${' '.repeat(column)}${entry}` }];
}

/** The first key behind a dash gives its place to the next one. */
function removeBlock(
  text: string,
  own: readonly Member[],
  member: Member,
): readonly TextChange[] | undefined {
  if (own.length < 2) return undefined;
  const lineStart = startOfLine(text, member.at.start);
  if (isAloneOnLine(text, member.at.start)) {
    const end = endOfLine(text, member.at.end);
    const next = /^\r?\n/.exec(text.slice(end));
    if (next !== null) return [{ span: span(lineStart, end + next[0].length), newText: '' }];
    const previousEnd = /\r?\n$/.exec(text.slice(0, lineStart));
    return [{ span: span(lineStart - (previousEnd?.[0].length ?? 0), end), newText: '' }];
  }
  const next = own[own.indexOf(member) + 1];
  if (next === undefined) return undefined;
  return [{ span: span(member.at.start, next.at.start), newText: '' }];
}

/** A comma goes with the entry; the last entry takes the one before it. */
function removeFlow(own: readonly Member[], member: Member): readonly TextChange[] {
  const index = own.indexOf(member);
  const next = own[index + 1];
  const previous = own[index - 1];
  if (next !== undefined) return [{ span: span(member.at.start, next.at.start), newText: '' }];
  if (previous !== undefined) return [{ span: span(previous.at.end, member.at.end), newText: '' }];
  return [{ span: member.at, newText: '' }];
}
