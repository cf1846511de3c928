import type { Call, Occasion, Reading } from '../reading';
import type { Node } from '../syntax/node';
import { ancestors, children, descendants, isBroken, spanOf, unquoted } from '../tree';
import type { Value } from '../values';
import { createSettings } from './settings';
import { readUses } from './uses';
import { DIALECTS } from './uses/dialects';

/** Annotations that make a method a handler: Spring's mappings, JAX-RS's verbs. */
const MAPPINGS = /@(?:(?:Get|Post|Put|Patch|Delete|Request)Mapping|GET|POST|PUT|PATCH|DELETE)\b/;

/** Methods a servlet container or AWS Lambda calls for each request. */
const HANDLERS = /^(?:do(?:Get|Post|Put|Delete)|handleRequest)$/;

/** Reads Java. */
export function readJava(root: Node): Omit<Reading, 'comments'> {
  const imported = readImports(root);
  const settings = readSettings(root);
  const occasionOf = occasions(root);
  const calls: Call[] = [];
  for (const node of descendants(root, ['object_creation_expression', 'method_invocation'])) {
    const target = resolve(node, imported);
    if (!target || isBroken(node)) continue;
    const items = children(node.childForFieldName('arguments') ?? node);
    const variable = variableOf(node);
    const variables = [
      ...(variable === null ? [] : [variable]),
      ...items.filter(({ type }) => type === 'identifier').map(({ text }) => text),
    ];
    calls.push({
      at: spanOf(node),
      nameAt: spanOf(target.nameNode),
      module: target.module,
      name: target.name,
      arguments: items.map(valueOf),
      settings: settings.of(methodAround(node), variables, node),
      occasion: occasionOf(node),
      variable,
      closed: isClosed(variable, node),
      statement: null,
    });
  }
  const imports = new Map([...imported].map(([name, module]) => [name, { module, name }] as const));
  const uses = readUses(root, DIALECTS.java, imports, occasionOf);
  return { calls, methodCalls: [], uses, topAt: 0 };
}

/** Simple class names by the package they are imported from. */
function readImports(root: Node): ReadonlyMap<string, string> {
  const imported = new Map<string, string>();
  for (const declaration of descendants(root, ['import_declaration'])) {
    const path = declaration.firstNamedChild?.text ?? '';
    const dot = path.lastIndexOf('.');
    if (/\*/.test(declaration.text)) imported.set('*', path);
    else imported.set(path.slice(dot + 1), path.slice(0, dot));
  }
  return imported;
}

function resolve(node: Node, imported: ReadonlyMap<string, string>) {
  if (node.type === 'object_creation_expression') {
    const type = node.childForFieldName('type');
    const module = type && (imported.get(type.text) ?? imported.get('*'));
    return type && module !== undefined ? { module, name: type.text, nameNode: type } : undefined;
  }
  const object = node.childForFieldName('object');
  const name = node.childForFieldName('name');
  const module = object && (imported.get(object.text) ?? imported.get('*'));
  return object?.type === 'identifier' && name && module !== undefined
    ? { module, name: `${object.text}.${name.text}`, nameNode: name }
    : undefined;
}

function readSettings(root: Node) {
  const settings = createSettings();
  for (const call of descendants(root, ['method_invocation'])) {
    const object = call.childForFieldName('object');
    const name = call.childForFieldName('name');
    const [argument] = children(call.childForFieldName('arguments') ?? call);
    if (object?.type !== 'identifier' || !name?.text.startsWith('set') || !argument) continue;
    settings.add(methodAround(call), object.text, name, valueOf(argument), call.parent ?? call);
  }
  return settings;
}

function valueOf(node: Node): Value {
  const at = spanOf(node);
  if (node.type === 'decimal_integer_literal') {
    return { kind: 'number', at, value: numberOf(node.text), literal: true, env: null };
  }
  if (node.type === 'string_literal') return { kind: 'string', at, value: unquoted(node) };
  const value = fold(node);
  if (value !== undefined) return { kind: 'number', at, value, literal: false, env: null };
  const env = /\bSystem\.getenv\(\s*"(\w+)"/.exec(node.text)?.[1] ?? null;
  return { kind: 'other', at, env, empty: node.type === 'null_literal' };
}

function fold(node: Node): number | undefined {
  if (node.type === 'decimal_integer_literal') return numberOf(node.text);
  if (node.type === 'parenthesized_expression') {
    return node.firstNamedChild ? fold(node.firstNamedChild) : undefined;
  }
  if (node.type === 'unary_expression' && node.firstChild?.text === '-') {
    const operand = node.childForFieldName('operand');
    const value = operand ? fold(operand) : undefined;
    return value === undefined ? undefined : -value;
  }
  if (node.type !== 'binary_expression') return undefined;
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  const a = left ? fold(left) : undefined;
  const b = right ? fold(right) : undefined;
  const product = node.childForFieldName('operator')?.text === '*';
  return product && a !== undefined && b !== undefined ? a * b : undefined;
}

function occasions(root: Node): (node: Node) => Occasion {
  const calls = new Map<string, Node[]>();
  for (const call of descendants(root, ['method_invocation'])) {
    const name = call.childForFieldName('name')?.text ?? '';
    calls.set(name, [...(calls.get(name) ?? []), call]);
  }

  function occasionOf(node: Node, depth: number): Occasion {
    for (const around of ancestors(node)) {
      if (around.type === 'assignment_expression') return { kind: 'unknown' };
      if (
        around.type === 'if_statement' &&
        /==\s*null/.test(around.childForFieldName('condition')?.text ?? '')
      ) {
        return { kind: 'unknown' };
      }
      if (around.type === 'lambda_expression') return { kind: 'unknown' };
      if (around.type !== 'method_declaration') continue;
      const name = around.childForFieldName('name');
      if (!name) return { kind: 'unknown' };
      const annotations =
        around.namedChildren.find((child) => child?.type === 'modifiers')?.text ?? '';
      const mapping = MAPPINGS.exec(annotations)?.[0];
      if (mapping !== undefined || HANDLERS.test(name.text)) {
        return { kind: 'request', handler: name.text, handlerAt: spanOf(name), through: null };
      }
      return depth > 0 ? throughHelper(name.text, around, depth) : { kind: 'unknown' };
    }
    return { kind: 'once' };
  }

  function throughHelper(name: string, helper: Node, depth: number): Occasion {
    for (const call of calls.get(name) ?? []) {
      const receiver = call.childForFieldName('object');
      if (receiver && receiver.type !== 'this') continue;
      if (helper.startIndex <= call.startIndex && call.endIndex <= helper.endIndex) continue;
      const occasion = occasionOf(call, depth - 1);
      if (occasion.kind === 'request') return { ...occasion, through: { name, at: spanOf(call) } };
    }
    return { kind: 'unknown' };
  }

  return (node) => occasionOf(node, 1);
}

function methodAround(node: Node): Node | undefined {
  for (const around of ancestors(node)) {
    if (/^(?:method_declaration|constructor_declaration|static_initializer)$/.test(around.type)) {
      return around;
    }
  }
  return undefined;
}

function variableOf(node: Node): string | null {
  const parent = node.parent;
  if (parent?.type === 'variable_declarator') return parent.childForFieldName('name')?.text ?? null;
  if (parent?.type === 'resource') return parent.childForFieldName('name')?.text ?? null;
  if (parent?.type === 'assignment_expression') {
    const target = parent.childForFieldName('left');
    return target?.childForFieldName('field')?.text ?? target?.text ?? null;
  }
  return null;
}

/** A resource of `try (…)` is closed at its end. */
function isClosed(variable: string | null, node: Node): boolean {
  if (node.parent?.type === 'resource') return true;
  const scope = methodAround(node);
  return (
    variable !== null &&
    scope !== undefined &&
    descendants(scope, ['method_invocation']).some(
      (call) =>
        call.childForFieldName('object')?.text === variable &&
        call.childForFieldName('name')?.text === 'close',
    )
  );
}

function numberOf(text: string): number {
  return Number(text.replaceAll('_', '').replace(/[lL]$/, ''));
}
