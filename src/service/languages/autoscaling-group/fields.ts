import { absent, type ByDefault, type Field, known, unknown } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { waitsForValue } from '../../text/placeholders';
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
    const names = itemsOf(node).map((written) => {
      const item = simplified(written);
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
  const own = entry.path ?? path;
  if (isNoValue(entry.value)) return absent(entry.value.at.start, own);
  const plain = simplified(entry.value);
  const value = parse(plain);
  const { at } = entry.value;
  if (value === undefined)
    return unknown(whyUnknown(entry.value), at, own, defaultOf(plain, parse));
  return known(value, at, own, plain === entry.value ? 'declared' : 'derived');
}

/** The default behind a `Ref`, where it is a value of this kind: a size is a number, also in quotes. */
function defaultOf(node: Node, parse: (node: Node) => unknown): ByDefault | undefined {
  if (node.kind !== 'intrinsic' || node.byDefault === undefined) return undefined;
  const value = parse(node.byDefault.value);
  const isPlain =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain ? { value, of: node.byDefault.of } : undefined;
}

/**
 * What an intrinsic function surely yields: `Fn::Join` and `Fn::Split` of literals, `Fn::Sub`
 * without a variable, `Fn::If` with the same value in both branches, a local value of Terraform.
 * Any other node is itself.
 */
export function simplified(node: Node): Node {
  if (node.kind !== 'intrinsic') return node;
  const { argument, at } = node;
  const items = itemsOf(argument).map(simplified);
  const [first, second, third] = items;
  switch (node.name) {
    case 'Local':
      return argument;
    case 'Fn::Sub': {
      const text = textOf(argument);
      return text === undefined || isTemplated(text) ? node : { kind: 'scalar', at, value: text };
    }
    case 'Fn::Join': {
      const parts = itemsOf(second).map((part) => literalText(simplified(part)));
      const separator = textOf(first);
      if (separator === undefined || second?.kind !== 'array') return node;
      if (!parts.every((part) => part !== undefined)) return node;
      return { kind: 'scalar', at, value: parts.join(separator) };
    }
    case 'Fn::Split': {
      const separator = textOf(first);
      const text = literalText(second);
      if (!separator || text === undefined) return node;
      const split = text.split(separator);
      return { kind: 'array', at, items: split.map((value) => ({ kind: 'scalar', at, value })) };
    }
    case 'Fn::If':
      return second !== undefined && third !== undefined && sameScalar(second, third)
        ? second
        : node;
    default:
      return node;
  }
}

function literalText(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && !isTemplated(node.value) ? String(node.value) : undefined;
}

function sameScalar(a: Node, b: Node): boolean {
  return a.kind === 'scalar' && b.kind === 'scalar' && String(a.value) === String(b.value);
}

/** Whether a text is filled in later: by `Fn::Sub`, at deployment, or by whoever writes a placeholder. */
export function isTemplated(value: string | number | boolean): boolean {
  return typeof value === 'string' && (value.includes('%{') || waitsForValue(value));
}

/** What hides a value, in words. */
export function whyUnknown(node: Node): string {
  if (node.kind === 'opaque') return node.why;
  if (node.kind !== 'intrinsic') return 'it is not a plain value';
  if (node.name === 'Fn::GetAtt' && node.argument.kind === 'array') {
    return `it refers to ${node.argument.items.map((item) => textOf(item) ?? '…').join('.')}`;
  }
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

/** A property to write, and the one it should stand after where it is new. */
export interface Setting {
  readonly body: Body;
  readonly key: string;
  readonly value: string | number | boolean;
  readonly after?: string;
}
