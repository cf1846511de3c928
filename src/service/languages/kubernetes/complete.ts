import type { Proposal } from '../../contracts/editing';
import type { SourceText } from '../../contracts/language';
import { type Span, span } from '../../contracts/span';
import { splitDocuments } from '../../syntax/yaml-documents';
import { placeInYaml } from '../shared/yaml-place';
import { completeJson } from './complete-json';
import { type SchemaField, schemaAt, typeOf } from './hpa-fields';
import { isJson } from './json';

/**
 * What can be written at an offset of a manifest in block style: the keys of the block around it that
 * are not there yet, or the values of the key before it.
 */
export function complete({ text, path }: SourceText, offset: number): readonly Proposal[] {
  if (isJson(text, path)) return completeJson(text, offset);
  const part = splitDocuments(text).find(({ at }) => at.start <= offset && offset <= at.end);
  if (part === undefined) return [];
  const { start, end } = part.at;
  const document = text.slice(start, end);
  const place = placeInYaml(document, offset - start);
  if (place === undefined) return [];
  const kind = `${outermost(document, 'apiVersion')} ${outermost(document, 'kind')}`;
  const steps = place.steps.map(({ key, isItem }) => (isItem ? `${key}[]` : key));
  const fields = schemaAt(kind, steps.join('.')) ?? [];
  const replaces = span(start + place.replaces.start, start + place.replaces.end);
  if (place.key !== undefined) {
    const field = fields.find(({ name }) => name === place.key);
    const values = field?.values ?? [];
    return values.map((each) => valueProposal(each, field, replaces, place.closing));
  }
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return fields
    .filter(({ name }) => !place.written.has(name))
    .map((field) => keyProposal(field, replaces, `${eol}${' '.repeat(place.column)}`));
}

function outermost(document: string, key: string): string {
  return new RegExp(`^${key}:[ \\t]*["']?([\\w./]+)`, 'm').exec(document)?.[1] ?? '';
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

function valueProposal(
  value: string,
  field: SchemaField | undefined,
  replaces: Span,
  closing: string,
): Proposal {
  return {
    label: value,
    kind: 'value',
    detail: field?.name ?? '',
    documentation: field?.about ?? '',
    replaces,
    newText: `${value}${closing}`,
  };
}
