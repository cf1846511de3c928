import type { Proposal } from '../../contracts/editing';
import type { SourceText } from '../../contracts/language';
import { type Span, span } from '../../contracts/span';
import { completeJson } from './complete-json';
import { type SchemaField, schemaAt, typeOf } from './hpa-fields';
import { isJson } from './json';
import { splitDocuments } from './split';

/**
 * What can be written at an offset of a manifest in block style: the keys of the block around it that
 * are not there yet, or the values of the key before it. It reads lines and their indentation, not the
 * tree: where something is being typed, the tree is what is broken.
 */
export function complete({ text, path }: SourceText, offset: number): readonly Proposal[] {
  if (isJson(text, path)) return completeJson(text, offset);
  const part = splitDocuments(text).find(({ at }) => at.start <= offset && offset <= at.end);
  if (part === undefined) return [];
  const document = text.slice(part.at.start, part.at.end);
  const kind = `${outermost(document, 'apiVersion')} ${outermost(document, 'kind')}`;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  const value = /^([ ]*(?:- +)*)(\w+):[ ]+(["']?[\w./-]*)$/.exec(before);
  const lines = document.split(/\r?\n/);
  const line = document.slice(0, start - part.at.start).split('\n').length - 1;
  if (value !== null) {
    const [, lead = '', key = '', typed = ''] = value;
    const { place } = blockAround(lines, line, lead.length, lead);
    const field = schemaAt(kind, place)?.find(({ name }) => name === key);
    const replaces = span(offset - typed.length, offset);
    return (field?.values ?? []).map((each) => valueProposal(each, field, replaces));
  }
  const key = /^([ ]*(?:- +)*)(\w*)$/.exec(before);
  if (key === null) return [];
  const [, lead = '', typed = ''] = key;
  const { place, written } = blockAround(lines, line, lead.length, lead);
  const replaces = span(offset - typed.length, offset);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return (schemaAt(kind, place) ?? [])
    .filter(({ name }) => !written.has(name))
    .map((field) => keyProposal(field, replaces, `${eol}${' '.repeat(lead.length)}`));
}

function outermost(document: string, key: string): string {
  return new RegExp(`^${key}:[ \\t]*["']?([\\w./]+)`, 'm').exec(document)?.[1] ?? '';
}

interface Around {
  /** The block, such as `spec.metrics[]`. */
  readonly place: string;
  /** The keys it has already. */
  readonly written: ReadonlySet<string>;
}

const KEY = /^([ ]*(?:- +)*)([\w./-]+):/;

/** Climbs from a line to the keys it stands under, by their columns. */
function blockAround(lines: readonly string[], from: number, column: number, lead: string): Around {
  const written = new Set<string>();
  const steps: string[] = [];
  let at = column;
  let item = lead.includes('-') ? lead.indexOf('-') : undefined;
  for (let index = from - 1; index >= 0 && at > 0; index -= 1) {
    const found = KEY.exec(lines[index] ?? '');
    if (found === null) continue;
    const [, before = '', key = ''] = found;
    const dash = before.indexOf('-');
    if (item === undefined && before.length === at) {
      if (steps.length === 0) written.add(key);
      if (dash !== -1) item = dash;
      continue;
    }
    const isParent = item === undefined ? before.length < at : before.length <= item && dash === -1;
    if (!isParent && !(item !== undefined && dash !== -1 && before.length <= item)) continue;
    steps.unshift(item === undefined ? key : `${key}[]`);
    at = before.length;
    item = dash === -1 ? undefined : dash;
  }
  if (!lead.includes('-') || column > 0) below(lines, from, column, written);
  return { place: steps.join('.'), written };
}

/** The keys of the same block on the lines below. */
function below(lines: readonly string[], from: number, column: number, written: Set<string>): void {
  for (const line of lines.slice(from + 1)) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    if (indent < column) return;
    const found = KEY.exec(line);
    if (indent === column && found?.[1]?.length === column) written.add(found[2] ?? '');
  }
}

function keyProposal(field: SchemaField, replaces: Span, line: string): Proposal {
  const isBlock = typeOf(field) === 'block';
  const tail = field.isList ? `${line}  - ` : isBlock ? `${line}  ` : ' ';
  return {
    label: field.name,
    kind: 'property',
    detail: `${typeOf(field)}${field.required ? ', required' : ''}`,
    documentation: field.about,
    replaces,
    newText: `${field.name}:${tail}`,
  };
}

function valueProposal(value: string, field: SchemaField | undefined, replaces: Span): Proposal {
  return {
    label: value,
    kind: 'value',
    detail: field?.name ?? '',
    documentation: field?.about ?? '',
    replaces,
    newText: value,
  };
}
