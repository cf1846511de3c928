import type { Node as Syntax, Tree } from 'web-tree-sitter';
import type { Comment } from '../../contracts/language';
import { cover, type Span, span } from '../../contracts/span';
import { withParser } from '../shared/tree-sitter';
import { MAX_DEPTH, NOTHING, type Parsed } from './parsed';
import { referenceNode } from './terraform-references';
import { type Member, type Node, NULL, type ObjectNode, scalarNode } from './tree';

/**
 * Parses HCL into the tree that Terraform's JSON syntax has for the same file: a block is a member
 * of its type and labels, and several of one kind are a list. Terraform itself reports broken
 * syntax; what is broken is unknown here, and its block open.
 */
export function parseHcl(text: string): Parsed {
  if (nestsTooDeep(text)) return NOTHING;
  return withParser('hcl', (parser) => read(parser.parse(text)));
}

function read(tree: Tree | null): Parsed {
  if (tree === null) return NOTHING;
  try {
    const root = tree.rootNode;
    return {
      root: bodyNode(root.namedChildren.find((node) => node?.type === 'body') ?? root, root),
      problems: [],
      comments: root.descendantsOfType('comment').flatMap((node) => (node ? toComment(node) : [])),
    };
  } finally {
    tree.delete();
  }
}

/** The parser recurses; a text of nothing but brackets is no configuration. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if ('{[('.includes(character)) depth += 1;
    else if ('}])'.includes(character)) depth = Math.max(0, depth - 1);
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** The blocks and attributes of a body. `around` is what its braces are part of. */
function bodyNode(body: Syntax | undefined, around: Syntax): ObjectNode {
  const at = spanOf(around);
  const members = new Map<string, Member>();
  for (const part of named(body)) {
    const entry = part.type === 'block' ? blockMember(part) : attributeMember(part);
    if (entry === undefined) continue;
    const earlier = members.get(entry.key);
    members.set(entry.key, earlier === undefined ? entry : merged(earlier, entry, part.type));
  }
  const broken = around.type !== 'config_file' && around.hasError && isBrokenHere(around, body);
  return { kind: 'object', at, members: [...members.values()], flow: false, open: broken };
}

/** Whether the error is in this body itself, not in a block inside it. */
function isBrokenHere(block: Syntax, body: Syntax | undefined): boolean {
  const parts = [...block.children, ...(body?.children ?? [])];
  return parts.some(
    (part) => part?.isError || part?.isMissing || (part?.type === 'attribute' && part.hasError),
  );
}

/** `resource "aws_x" "y" { … }` as nested members, the innermost holding the body. */
function blockMember(block: Syntax): Member | undefined {
  const [type, ...rest] = named(block);
  if (type?.type !== 'identifier') return undefined;
  const start = rest.find((part) => part.type === 'block_start');
  const end = rest.find((part) => part.type === 'block_end');
  const labels = rest.filter((part) => part.type === 'string_lit' || part.type === 'identifier');
  const inner = bodyNode(
    rest.find((part) => part.type === 'body'),
    block,
  );
  const braces = span(start?.startIndex ?? type.endIndex, end?.endIndex ?? block.endIndex);
  const value: ObjectNode = { ...inner, at: enclosing(braces, inner.members) };
  const keys = [type, ...labels];
  return keys.reduceRight<Member | undefined>((nested, key) => {
    const keyAt = spanOf(key);
    const content: Node = nested
      ? { kind: 'object', at: nested.at, members: [nested], flow: false, open: false }
      : value;
    return { key: unquoted(key.text), keyAt, at: cover(keyAt, content.at), value: content };
  }, undefined);
}

function attributeMember(attribute: Syntax): Member | undefined {
  const [key, expression] = named(attribute);
  if (attribute.type !== 'attribute' || key?.type !== 'identifier') return undefined;
  const keyAt = spanOf(key);
  const value =
    attribute.hasError || expression === undefined
      ? opaque(span(keyAt.end, Math.max(keyAt.end, attribute.endIndex)), 'it is not written yet')
      : toNode(expression);
  return { key: key.text, keyAt, at: cover(keyAt, value.at), value };
}

/** Blocks of one type join: those with labels by label, the others as a list. */
function merged(a: Member, b: Member, type: string): Member {
  const at = cover(a.at, b.at);
  if (type !== 'block') {
    return { ...b, at, value: opaque(b.value.at, 'the key is written twice') };
  }
  if (isLabelled(a) && isLabelled(b)) {
    const members = new Map<string, Member>();
    for (const entry of [a, b].flatMap(({ value }) =>
      value.kind === 'object' ? value.members : [],
    )) {
      const earlier = members.get(entry.key);
      members.set(entry.key, earlier === undefined ? entry : merged(earlier, entry, type));
    }
    const value: Node = {
      kind: 'object',
      at: cover(a.value.at, b.value.at),
      members: [...members.values()],
      flow: false,
      open: false,
    };
    return { ...a, at, value };
  }
  const items = [a, b].flatMap(({ value }) => (value.kind === 'array' ? value.items : [value]));
  return { ...a, at, value: { kind: 'array', at: cover(a.value.at, b.value.at), items } };
}

/** A block with labels begins at its first label, one without at its brace. */
function isLabelled({ value }: Member): boolean {
  return value.kind === 'object' && value.members[0]?.keyAt.start === value.at.start;
}

function toNode(written: Syntax): Node {
  const at = spanOf(written);
  const [only, ...more] = named(written);
  if (written.type !== 'expression' && written.type !== 'literal_value') return scalarOf(written);
  if (only === undefined) return opaque(at, 'it is not written yet');
  if (only.type === 'variable_expr') return referenceNode(written.text, at);
  if (more.length > 0) return opaque(at, 'an expression decides it');
  switch (only.type) {
    case 'literal_value':
      return toNode(only);
    case 'collection_value':
      return collectionOf(only, at);
    case 'template_expr':
      return only.text.startsWith('"')
        ? referenceNode(unquoted(only.text), at)
        : opaque(at, 'it is a text of several lines');
    case 'conditional':
      return conditionalOf(only, at);
    case 'function_call':
      return decoded(only) ?? opaque(at, 'an expression decides it');
    case 'operation':
      return /^-\s*\d+(?:\.\d+)?$/.test(only.text)
        ? { kind: 'scalar', at, value: Number(only.text.replace(/\s/g, '')) }
        : opaque(at, 'an expression decides it');
    default:
      return scalarOf(only);
  }
}

/** What `jsonencode` is given: who reads the text decodes it. */
function decoded(call: Syntax): Node | undefined {
  const [name, list] = named(call);
  const [argument, ...others] = named(list).filter((part) => part.type === 'expression');
  return name?.text === 'jsonencode' && argument && others.length === 0
    ? toNode(argument)
    : undefined;
}

function scalarOf(node: Syntax): Node {
  const at = spanOf(node);
  switch (node.type) {
    case 'numeric_lit':
      return scalarNode(at, Number(node.text));
    case 'bool_lit':
      return { kind: 'scalar', at, value: node.text === 'true' };
    case 'string_lit':
      return { kind: 'scalar', at, value: unquoted(node.text) };
    case 'null_lit':
      return opaque(at, NULL);
    default:
      return opaque(at, 'an expression decides it');
  }
}

function collectionOf(node: Syntax, at: Span): Node {
  const [list] = named(node);
  if (list?.type === 'tuple') {
    const items = named(list).filter((item) => item.type === 'expression');
    return { kind: 'array', at, items: items.map(toNode) };
  }
  if (list?.type !== 'object') return opaque(at, 'an expression decides it');
  const members = named(list).flatMap((element): readonly Member[] => {
    const [key, value] = named(element).filter((part) => part.type === 'expression');
    if (element.type !== 'object_elem' || key === undefined || value === undefined) return [];
    const keyAt = spanOf(key);
    const written = toNode(value);
    return [{ key: unquoted(key.text), keyAt, at: cover(keyAt, written.at), value: written }];
  });
  return { kind: 'object', at, members, flow: true, open: list.hasError };
}

/** A condition is read as CloudFormation's `Fn::If`: both branches count. */
function conditionalOf(node: Syntax, at: Span): Node {
  const [condition, ...branches] = named(node);
  // The condition is kept as it is written: two resources may have opposite ones.
  const written: Node = {
    kind: 'scalar',
    at: condition ? spanOf(condition) : at,
    value: condition?.text ?? '',
  };
  const parts = [written, ...branches.map((part) => toNode(part))];
  const argument: Node = { kind: 'array', at, items: parts };
  return { kind: 'intrinsic', at, name: 'Fn::If', argument };
}

function named(node: Syntax | undefined): readonly Syntax[] {
  const parts = node?.namedChildren ?? [];
  return parts.flatMap((part) => (part && part.type !== 'comment' ? [part] : []));
}

function unquoted(text: string): string {
  return /^"[\s\S]*"$/.test(text) ? text.slice(1, -1).replaceAll('\\"', '"') : text;
}

function enclosing(at: Span, members: readonly Member[]): Span {
  return members.reduce((whole, entry) => cover(whole, entry.at), at);
}

function spanOf(node: Syntax): Span {
  return span(node.startIndex, node.endIndex);
}

function opaque(at: Span, why: string): Node {
  return { kind: 'opaque', at, why };
}

function toComment(node: Syntax): Comment {
  const text = node.text.replace(/^(?:#|\/\/|\/\*)/, '').replace(/\*\/$/, '');
  return { at: spanOf(node), text: text.trim() };
}
