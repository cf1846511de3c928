import { absent, type Field, known, unknown } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import {
  isNoValue,
  itemsOf,
  member,
  type Node,
  type ObjectNode,
  pointer,
  refOf,
  textOf,
} from './tree';

/**
 * Where values are read from: a mapping and its structural path. Without a mapping (the block is
 * an intrinsic, or half typed) every value in it is unknown.
 */
export interface Body {
  readonly node: ObjectNode | undefined;
  readonly path: string;
  /** Where the block stands, for a block that is no mapping. */
  readonly at: Span;
}

/** A body from whatever stands where a mapping is expected. */
export function bodyOf(node: Node, path: string): Body {
  return { node: node.kind === 'object' ? node : undefined, path, at: node.at };
}

/** A numeric value. CloudFormation's `"2"` counts as 2: its schema calls sizes strings. */
export function numberField(body: Body, key: string): Field<number> {
  return read(body, key, (node) => {
    if (node.kind !== 'scalar') return undefined;
    if (typeof node.value === 'number') return Number.isFinite(node.value) ? node.value : undefined;
    return NUMERIC.test(String(node.value)) ? Number(node.value) : undefined;
  });
}

/** A text value; a literal number is read as its text. */
export function stringField(body: Body, key: string): Field<string> {
  return read(body, key, (node) =>
    node.kind === 'scalar' && !isTemplated(node.value) ? String(node.value) : undefined,
  );
}

/** A truth value, also in CloudFormation's quoted form. */
export function booleanField(body: Body, key: string): Field<boolean> {
  return read(body, key, (node) => {
    if (node.kind !== 'scalar') return undefined;
    if (typeof node.value === 'boolean') return node.value;
    return node.value === 'true' ? true : node.value === 'false' ? false : undefined;
  });
}

/**
 * A list of names: literals as they are, a `Ref` by the name it refers to. A comma-separated
 * string is a list too (`VPCZoneIdentifier` in the API). Unknown if any item is anything else: a
 * one-item list with a parameter in it may stand for many.
 */
export function listField(
  body: Body,
  key: string,
  isResource: (name: string) => boolean,
): Field<readonly string[]> {
  return read(body, key, (node) => {
    if (node.kind === 'scalar') {
      return isTemplated(node.value) ? undefined : commaSeparated(String(node.value));
    }
    if (node.kind !== 'array') return undefined;
    const names = itemsOf(node).map((item) => {
      const ref = refOf(item);
      if (ref !== undefined) return isResource(ref) ? ref : undefined;
      const text = textOf(item);
      return text !== undefined && !isTemplated(text) ? text : undefined;
    });
    return names.every((name) => name !== undefined) ? names : undefined;
  });
}

/** Reads one value by the rules for what cannot be known. */
export function read<T>(body: Body, key: string, parse: (node: Node) => T | undefined): Field<T> {
  const path = pointer(body.path, key);
  if (body.node === undefined)
    return unknown('the block it stands in cannot be read', body.at, path);
  const entry = member(body.node, key);
  if (entry === undefined) {
    return body.node.open
      ? unknown('part of the block comes from elsewhere', body.at, path)
      : absent(endOfLast(body.node), path);
  }
  if (isNoValue(entry.value)) return absent(entry.value.at.start, path);
  const value = parse(entry.value);
  const { at } = entry.value;
  return value === undefined ? unknown(whyUnknown(entry.value), at, path) : known(value, at, path);
}

/** Whether a text is filled in later: `${…}` by `Fn::Sub`, `{{resolve:…}}` at deployment. */
export function isTemplated(value: string | number | boolean): boolean {
  return typeof value === 'string' && /\$\{|\{\{/.test(value);
}

/** What hides a value, in words. */
export function whyUnknown(node: Node): string {
  if (node.kind === 'opaque') return node.why;
  if (node.kind !== 'intrinsic') return 'it is not a plain value';
  const ref = refOf(node);
  return ref === undefined ? `${node.name} decides it` : `it refers to ${ref}`;
}

const NUMERIC = /^[+-]?\d+(?:\.\d+)?$/;

function endOfLast(node: ObjectNode): number {
  return node.members.at(-1)?.at.end ?? node.at.end - (node.flow ? 1 : 0);
}

function commaSeparated(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
