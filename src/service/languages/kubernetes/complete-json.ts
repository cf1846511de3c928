import {
  findNodeAtLocation,
  getLocation,
  type JSONPath,
  type Node as JsonNode,
  parseTree,
} from 'jsonc-parser';
import type { Proposal } from '../../contracts/editing';
import { type Span, span } from '../../contracts/span';
import { type SchemaField, schemaAt, typeOf } from './hpa-fields';

/**
 * What can be written at an offset of a manifest in JSON: the keys that the object around it lacks,
 * or the values of the key before it. Nothing is offered behind a value that is finished.
 */
export function completeJson(text: string, offset: number): readonly Proposal[] {
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  const root = parseTree(text);
  const object = objectPath(path);
  const owner = path.slice(0, -1);
  const name = path.at(-1);
  if (root === undefined || typeof name !== 'string') return [];
  const where = placeToWrite(text, offset, previousNode);
  const fields = schemaAt(kindOf(root, object), placeOf(owner.slice(object.length)));
  if (where === undefined || fields === undefined) return [];
  if (!isAtPropertyKey) {
    const field = fields.find((each) => each.name === name);
    return (field?.values ?? []).map((value) => valueProposal(value, field, where));
  }
  const written = keysOf(findNodeAtLocation(root, owner), offset);
  return fields
    .filter((field) => !written.has(field.name))
    .map((field) => keyProposal(field, where));
}

interface Where {
  readonly replaces: Span;
  /** The quotes stand there already. */
  readonly quoted: boolean;
}

/** Within quotes, what stands between them; elsewhere the word that is being typed. */
function placeToWrite(text: string, offset: number, before: PreviousNode): Where | undefined {
  if (before === undefined) {
    if (/[^\s,}\]]/.test(text.charAt(offset))) return undefined;
    const typed = /\w*$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[0] ?? '';
    return { replaces: span(offset - typed.length, offset), quoted: false };
  }
  const written = text.slice(before.offset, before.offset + before.length);
  const end = before.offset + before.length - (/^".*"$/.test(written) ? 1 : 0);
  if (!written.startsWith('"') || offset <= before.offset || offset > end) return undefined;
  return { replaces: span(before.offset + 1, end), quoted: true };
}

type PreviousNode = ReturnType<typeof getLocation>['previousNode'];

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

/** The keys of an object but for the one that is being written. */
function keysOf(object: JsonNode | undefined, offset: number): ReadonlySet<string> {
  const keys = (object?.children ?? []).flatMap(({ children }) => children?.[0] ?? []);
  const others = keys.filter((key) => offset < key.offset || key.offset + key.length < offset);
  return new Set(others.map(({ value }) => String(value)));
}

function keyProposal(field: SchemaField, { replaces, quoted }: Where): Proposal {
  return {
    label: field.name,
    kind: 'property',
    detail: `${typeOf(field)}${field.required ? ', required' : ''}`,
    documentation: field.about,
    replaces,
    newText: quoted ? field.name : `"${field.name}": `,
  };
}

function valueProposal(
  value: string,
  field: SchemaField | undefined,
  { replaces, quoted }: Where,
): Proposal {
  return {
    label: value,
    kind: 'value',
    detail: field?.name ?? '',
    documentation: field?.about ?? '',
    replaces,
    newText: quoted ? value : `"${value}"`,
  };
}
