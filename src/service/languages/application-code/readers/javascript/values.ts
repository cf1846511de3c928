import { hostExpression } from '../../settings/address-host';
import type { Node } from '../../syntax/node';
import { children, descendants, spanOf, unquoted, withSeparator } from '../../tree';
import { computedIn, type Entry, numberValue, type Value } from '../../values';

/** The initial values of names that are declared once, at any level, and never assigned. */
export type Constants = ReadonlyMap<string, Node>;

/** Collects `const` declarations by name; a name declared twice is none. */
export function readConstants(root: Node): Constants {
  const constants = new Map<string, Node>();
  const twice = new Set<string>();
  for (const declaration of descendants(root, ['lexical_declaration'])) {
    if (declaration.firstChild?.type !== 'const') continue;
    for (const declarator of children(declaration)) {
      const name = declarator.childForFieldName('name');
      const value = declarator.childForFieldName('value');
      if (name?.type !== 'identifier' || !value) continue;
      if (constants.has(name.text)) twice.add(name.text);
      constants.set(name.text, value);
    }
  }
  for (const name of twice) constants.delete(name);
  return constants;
}

/** The object that a function hands out, where it does nothing but that: `() => ({ … })`. */
export function returnedObject(made: Node): Node | undefined {
  const body = made.childForFieldName('body');
  if (!body || !/function/.test(made.type)) return undefined;
  if (body.type !== 'statement_block') {
    const inner = body.type === 'parenthesized_expression' ? body.firstNamedChild : body;
    return inner?.type === 'object' ? inner : undefined;
  }
  const [only, ...others] = children(body).filter(({ type }) => type === 'return_statement');
  const value = only?.firstNamedChild;
  return value?.type === 'object' && others.length === 0 ? value : undefined;
}

/** What an expression is worth, following constants one step. */
export function valueOf(node: Node, constants: Constants): Value {
  const at = spanOf(node);
  switch (node.type) {
    case 'number':
      return numberValue(at, numberOf(node.text), { literal: true, env: null });
    case 'string':
      return { kind: 'string', at, value: unquoted(node) };
    case 'object':
      return objectOf(node, constants);
    case 'identifier': {
      const constant = constants.get(node.text);
      if (node.text === 'undefined') return { kind: 'other', at, env: null, empty: true };
      if (!constant || constant.type === 'identifier') return other(node);
      const value = valueOf(constant, constants);
      if (value.kind === 'object') return value;
      return value.kind === 'number' ? { ...value, at, literal: false } : { ...value, at };
    }
    case 'null':
      return { kind: 'other', at, env: null, empty: true };
    default: {
      const value = fold(node, constants);
      return value === undefined
        ? other(node)
        : numberValue(at, value, { literal: false, ...readIn(node) });
    }
  }
}

/** A number that can be computed: `30 * 1000`, `Number(process.env.X ?? 20)`, `-1`. */
function fold(node: Node, constants: Constants): number | undefined {
  const value = folded(node, constants);
  // What is beyond all numbers, or no number, is not known.
  return Number.isFinite(value) ? value : undefined;
}

function folded(node: Node, constants: Constants): number | undefined {
  switch (node.type) {
    case 'number':
      return numberOf(node.text);
    case 'string': {
      const value = Number(unquoted(node));
      return Number.isFinite(value) && unquoted(node) !== '' ? value : undefined;
    }
    case 'identifier': {
      const constant = constants.get(node.text);
      return constant && constant.type !== 'identifier' ? fold(constant, constants) : undefined;
    }
    case 'parenthesized_expression':
    case 'as_expression':
    case 'non_null_expression':
      return node.firstNamedChild ? fold(node.firstNamedChild, constants) : undefined;
    case 'unary_expression': {
      const operator = node.firstChild?.text;
      const value = node.childForFieldName('argument');
      const number = value ? fold(value, constants) : undefined;
      if (number === undefined) return undefined;
      return operator === '-' ? -number : operator === '+' ? number : undefined;
    }
    case 'binary_expression':
      return foldBinary(node, constants);
    case 'call_expression': {
      const name = node.childForFieldName('function')?.text ?? '';
      const [argument] = children(node.childForFieldName('arguments') ?? node);
      return /^(?:Number|(?:Number\.)?parseInt|(?:Number\.)?parseFloat)$/.test(name) && argument
        ? fold(argument, constants)
        : undefined;
    }
    default:
      return undefined;
  }
}

function foldBinary(node: Node, constants: Constants): number | undefined {
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  const operator = node.childForFieldName('operator')?.text;
  if (!left || !right) return undefined;
  // `process.env.X || 5`: the variable may say otherwise, 5 is what the code says.
  if (operator === '||' || operator === '??') {
    return envIn(left) === null ? undefined : fold(right, constants);
  }
  const a = fold(left, constants);
  const b = fold(right, constants);
  if (a === undefined || b === undefined) return undefined;
  switch (operator) {
    case '*':
      return a * b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '/':
      return a / b;
    default:
      return undefined;
  }
}

function objectOf(node: Node, constants: Constants): Value {
  const entries: Entry[] = [];
  let open = false;
  for (const child of children(node)) {
    const key = child.childForFieldName('key');
    const value = child.childForFieldName('value');
    if (child.type === 'pair' && key && value && key.type !== 'computed_property_name') {
      entries.push({
        name: key.type === 'string' ? unquoted(key) : key.text,
        nameAt: spanOf(key),
        value: valueOf(value, constants),
        whole: withSeparator(child),
      });
    } else if (child.type === 'shorthand_property_identifier') {
      entries.push({
        name: child.text,
        nameAt: spanOf(child),
        value: { ...valueOfName(child, constants) },
        whole: withSeparator(child),
      });
    } else if (child.type === 'method_definition') {
      const name = child.childForFieldName('name') ?? child;
      entries.push({
        name: name.text,
        nameAt: spanOf(name),
        value: other(child),
        whole: withSeparator(child),
      });
    } else open = true;
  }
  return { kind: 'object', at: spanOf(node), entries, open };
}

function valueOfName(name: Node, constants: Constants): Value {
  const constant = constants.get(name.text);
  const value = constant ? valueOf(constant, constants) : other(name);
  return value.kind === 'number'
    ? { ...value, at: spanOf(name), literal: false }
    : { ...value, at: spanOf(name) };
}

function other(node: Node): Value {
  return { kind: 'other', at: spanOf(node), ...readIn(node), empty: false };
}

/** The variable that an expression reads, and whether more than that decides its number. */
function readIn(node: Node) {
  const env = envIn(node);
  return { env, ...computedIn(node.text, env) };
}

/** The environment variable an expression reads: `process.env.X`, `process.env['X']`, Deno, Bun. */
export function envIn(node: Node): string | null {
  const match =
    /\b(?:process|import\.meta|Bun)\.env(?:\.([A-Za-z_]\w*)|\[['"]([A-Za-z_]\w*)['"]\])|\bDeno\.env\.get\(['"]([A-Za-z_]\w*)['"]\)/.exec(
      hostExpression(node.text) ?? node.text,
    );
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? null;
}

function numberOf(text: string): number {
  return Number(text.replaceAll('_', ''));
}
