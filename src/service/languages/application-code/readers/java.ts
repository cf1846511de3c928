import { librariesOf } from '../libraries';
import type { Call, Reading } from '../reading';
import type { Node } from '../syntax/node';
import { ancestors, children, descendants, isBroken, spanOf, unquoted } from '../tree';
import { computedIn, numberValue, type Value } from '../values';
import { fold, type Numerals } from './numbers';
import { type Habits, occasionsOf } from './occasions';
import { createSettings } from './settings';
import { readUses } from './uses';
import { DIALECTS } from './uses/dialects';

/** Annotations that make a method a handler: Spring's mappings, JAX-RS's verbs. */
const MAPPINGS = /@(?:(?:Get|Post|Put|Patch|Delete|Request)Mapping|GET|POST|PUT|PATCH|DELETE)\b/;

/** Methods a servlet container or AWS Lambda calls for each request. */
const HANDLERS = /^(?:do(?:Get|Post|Put|Delete)|handleRequest)$/;

/** Calls that run a lambda once for a key, or once at all. */
const KEEPS = /\b(?:computeIfAbsent|memoize|updateAndGet|lazy)\s*\(/;

const NUMERALS: Numerals = {
  literals: new Set(['decimal_integer_literal']),
  numberOf: (text) => Number(text.replaceAll('_', '').replace(/[lL]$/, '')),
  names: {},
};

/** Reads Java. */
export function readJava(root: Node): Omit<Reading, 'comments' | 'root'> {
  const imported = readImports(root);
  const settings = readSettings(root);
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
  return { calls, methodCalls: [], unfinished: [], uses, exported: [], statements: [] };
}

/** Simple class names by the package they are imported from; of a whole package those we know. */
function readImports(root: Node): ReadonlyMap<string, string> {
  const imported = new Map<string, string>();
  const whole: string[] = [];
  for (const declaration of descendants(root, ['import_declaration'])) {
    const path = declaration.firstNamedChild?.text ?? '';
    const dot = path.lastIndexOf('.');
    if (/\*/.test(declaration.text)) whole.push(path);
    else imported.set(path.slice(dot + 1), path.slice(0, dot));
  }
  for (const path of whole) {
    for (const name of classesOf(path)) if (!imported.has(name)) imported.set(name, path);
    // What else of it is used nobody can tell, but that it is there.
    imported.set(`${path}.*`, path);
  }
  return imported;
}

function classesOf(module: string): readonly string[] {
  const libraries = librariesOf(module).filter(({ language }) => language === 'java');
  // `DriverManager.getConnection` is a call of the class.
  return libraries.flatMap(({ constructs, handles }) => [
    ...constructs.map(({ name }) => name.replace(/\..*/, '')),
    ...Object.keys(handles ?? {}),
  ]);
}

function resolve(node: Node, imported: ReadonlyMap<string, string>) {
  if (node.type === 'object_creation_expression') {
    const type = node.childForFieldName('type');
    const module = type && imported.get(type.text);
    return type && module !== undefined ? { module, name: type.text, nameNode: type } : undefined;
  }
  const object = node.childForFieldName('object');
  const name = node.childForFieldName('name');
  const module = object && imported.get(object.text);
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
    return numberValue(at, NUMERALS.numberOf(node.text), { literal: true, env: null });
  }
  if (node.type === 'string_literal') return { kind: 'string', at, value: unquoted(node) };
  const value = fold(node, NUMERALS);
  if (value !== undefined) return numberValue(at, value, { literal: false, env: null });
  const env = /\bSystem\.getenv\(\s*"(\w+)"/.exec(node.text)?.[1] ?? null;
  const empty = node.type === 'null_literal';
  return { kind: 'other', at, env, empty, ...computedIn(node.text, env) };
}

const HABITS: Habits = {
  functions: new Set(['method_declaration']),
  calls: 'method_invocation',
  handlerOf(node) {
    const name = node.childForFieldName('name');
    const modifiers = node.namedChildren.find(({ type }) => type === 'modifiers')?.text ?? '';
    const handles = name && (MAPPINGS.test(modifiers) || HANDLERS.test(name.text));
    return handles ? { handler: name.text, at: name } : undefined;
  },
  nameOf: (node) => node.childForFieldName('name')?.text,
  calledBy(call) {
    const receiver = call.childForFieldName('object');
    const own = !receiver || receiver.type === 'this';
    return own ? call.childForFieldName('name')?.text : undefined;
  },
  isKept: () => false,
  isOnce(around) {
    if (around.type === 'assignment_expression') return true;
    if (around.type === 'lambda_expression') return KEEPS.test(around.parent?.parent?.text ?? '');
    const condition = around.childForFieldName('condition')?.text ?? '';
    return around.type === 'if_statement' && /==\s*null/.test(condition);
  },
};

const occasionOf = occasionsOf(HABITS);

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
