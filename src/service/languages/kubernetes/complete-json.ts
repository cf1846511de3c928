import { findNodeAtLocation, type JSONPath, type Node as JsonNode } from 'jsonc-parser';
import type { Proposal } from '../../contracts/editing';
import { inQuotes, placeInJson } from '../shared/json-place';
import { type SchemaField, schemaAt, typeOf } from './hpa-fields';

/**
 * What can be written at an offset of a manifest in JSON: the keys that the object around it lacks,
 * or the values of the key before it. Nothing is offered behind a value that is finished.
 */
export function completeJson(text: string, offset: number): readonly Proposal[] {
  const place = placeInJson(text, offset);
  if (place === undefined || typeof place.key !== 'string') return [];
  const { root, owner, replaces } = place;
  const object = objectPath([...owner, place.key]);
  const fields = schemaAt(kindOf(root, object), placeOf(owner.slice(object.length)));
  if (fields === undefined) return [];
  const proposal = (field: SchemaField | undefined, label: string) => ({
    label,
    detail: field?.name ?? '',
    documentation: field?.about ?? '',
    replaces,
  });
  if (!place.isKey) {
    const field = fields.find(({ name }) => name === place.key);
    return (field?.values ?? []).map((value) => ({
      ...proposal(field, value),
      kind: 'value',
      newText: inQuotes(value, place),
    }));
  }
  return fields
    .filter(({ name }) => !place.written.has(name))
    .map((field) => ({
      ...proposal(field, field.name),
      kind: 'property',
      detail: `${typeOf(field)}${field.required ? ', required' : ''}`,
      newText: `${inQuotes(field.name, place)}${place.quoted ? '' : ': '}`,
    }));
}

/** The object that has a kind of its own: the whole, or an item of a list. */
function objectPath(path: JSONPath): JSONPath {
  return path[0] === 'items' && typeof path[1] === 'number' ? path.slice(0, 2) : [];
}

function kindOf(root: JsonNode, object: JSONPath): string {
  const read = (key: string) => findNodeAtLocation(root, [...object, key])?.value ?? '';
  return `${read('apiVersion')} ${read('kind')}`;
}

/** A path as the schema writes it: `spec.metrics[].resource`. */
function placeOf(path: JSONPath): string {
  return path
    .map((step) => (typeof step === 'number' ? '[]' : `.${step}`))
    .join('')
    .slice(1);
}
