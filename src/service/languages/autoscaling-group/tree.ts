import { BEYOND } from '../../contracts/field';
import type { Span } from '../../contracts/span';

/**
 * A document as JSON and YAML both have it, with CloudFormation's intrinsic functions lifted out
 * of their two spellings (`{ "Ref": "Min" }`, `!Ref Min`). Readers know this tree only.
 */
export type Node = ObjectNode | ArrayNode | ScalarNode | IntrinsicNode | OpaqueNode;

/** A mapping. */
export interface ObjectNode {
  readonly kind: 'object';
  readonly at: Span;
  readonly members: readonly Member[];
  /** Written with braces: JSON always, YAML in flow style. */
  readonly flow: boolean;
  /** Part of it comes from elsewhere (a merge key, a macro), so a missing key proves nothing. */
  readonly open: boolean;
  /** How the document spells a key, where it is not as CloudFormation does: Terraform's `min_size`. */
  readonly spell?: (key: string) => string;
}

/** A key and its value. `at` reaches from the key's start to the value's end. */
export interface Member {
  readonly key: string;
  readonly keyAt: Span;
  readonly at: Span;
  readonly value: Node;
  /** Its own path, where it stands elsewhere than in its block: SAM's `Globals`. */
  readonly path?: string;
}

/** A sequence. */
export interface ArrayNode {
  readonly kind: 'array';
  readonly at: Span;
  readonly items: readonly Node[];
}

/** A literal, as the document's own grammar types it. */
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly at: Span;
  readonly value: string | number | boolean;
}

/**
 * A CloudFormation intrinsic function, named in its long form: `Ref`, `Fn::If`. Terraform's
 * references are read as `Ref` and `Fn::GetAtt`, a local value as `Local` of what it stands for.
 */
export interface IntrinsicNode {
  readonly kind: 'intrinsic';
  readonly at: Span;
  readonly name: string;
  readonly argument: Node;
  /** The default of the parameter or variable that a `Ref` leads to. */
  readonly byDefault?: Default;
}

/** A literal default, and what it is the default of: "parameter Max". */
export interface Default {
  readonly value: ScalarNode;
  readonly of: string;
}

/** Something written that cannot be read: an alias, a half-typed value, a key written twice. */
export interface OpaqueNode {
  readonly kind: 'opaque';
  readonly at: Span;
  readonly why: string;
}

const INTRINSIC = /^(?:Ref|Condition|Fn::[A-Za-z0-9:]+)$/;
const EXPANDED = /^(?:<<$|Fn::Transform$|Fn::ForEach::)/;

/** Makes a mapping, or the intrinsic function that a one-key mapping spells. */
export function objectOrIntrinsic(at: Span, members: readonly Member[], flow: boolean): Node {
  const [first, second] = members;
  if (first !== undefined && second === undefined && INTRINSIC.test(first.key)) {
    return { kind: 'intrinsic', at, name: first.key, argument: first.value };
  }
  const open = members.some(({ key }) => EXPANDED.test(key));
  return { kind: 'object', at, members: withoutDuplicates(members), flow, open };
}

/** The member of this name, if the node is a mapping that has one. */
export function member(node: Node | undefined, key: string): Member | undefined {
  if (node?.kind !== 'object') return undefined;
  return node.members.find((candidate) => candidate.key === key);
}

/** The value of the member of this name. */
export function child(node: Node | undefined, key: string): Node | undefined {
  return member(node, key)?.value;
}

/** The mapping under this name. */
export function objectAt(node: Node | undefined, key: string): ObjectNode | undefined {
  const value = child(node, key);
  return value?.kind === 'object' ? value : undefined;
}

/** The items of a sequence; none for anything else. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'array' ? node.items : [];
}

/** The literal text of a string scalar. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** The name an intrinsic `Ref` refers to. */
export function refOf(node: Node | undefined): string | undefined {
  return node?.kind === 'intrinsic' && node.name === 'Ref' ? textOf(node.argument) : undefined;
}

/** The logical id that a link between resources names: `Ref` or `Fn::GetAtt`. */
export function linkOf(node: Node | undefined): string | undefined {
  const ref = refOf(node);
  if (ref !== undefined) return ref;
  if (node?.kind !== 'intrinsic' || node.name !== 'Fn::GetAtt') return undefined;
  return textOf(itemsOf(node.argument)[0]) ?? textOf(node.argument)?.split('.')[0];
}

/** Whether the node is `Ref: AWS::NoValue`, which removes the property. */
export function isNoValue(node: Node | undefined): boolean {
  return refOf(node) === 'AWS::NoValue';
}

/** Whether the value is written as `null`, which Terraform reads as not written. */
export function isNull(node: Node): boolean {
  return node.kind === 'opaque' && node.why === NULL;
}

/** Why a `null` says nothing. */
export const NULL = 'it is null';

/** A plain value; a number beyond all numbers cannot be known. */
export function scalarNode(at: Span, value: ScalarNode['value']): Node {
  return typeof value === 'number' && !Number.isFinite(value)
    ? { kind: 'opaque', at, why: BEYOND }
    : { kind: 'scalar', at, value };
}

/** A JSON pointer one step further. */
export function pointer(path: string, key: string | number): string {
  return `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function withoutDuplicates(members: readonly Member[]): readonly Member[] {
  const keys = new Map<string, Member>();
  for (const entry of members) {
    const earlier = keys.get(entry.key);
    keys.set(entry.key, earlier === undefined ? entry : writtenTwice(entry));
  }
  return keys.size === members.length ? members : [...keys.values()];
}

function writtenTwice(entry: Member): Member {
  return {
    ...entry,
    value: { kind: 'opaque', at: entry.value.at, why: 'the key is written twice' },
  };
}
