import type { Call, Occasion, Reading } from '../reading';
import type { Node } from '../syntax/node';
import {
  ancestors,
  children,
  descendants,
  isBroken,
  spanOf,
  unquoted,
  withSeparator,
} from '../tree';
import type { Entry, ObjectValue, Value } from '../values';
import { readUses } from './uses';
import { DIALECTS } from './uses/dialects';

/** Decorators that make a function a handler: `@app.route`, `@router.get`, `@bp.post`. */
const ROUTES = /^@[\w.]+\.(?:route|get|post|put|patch|delete|api_route)\s*\(/;

/** Names under which AWS Lambda calls a function, with an event and a context. */
const LAMBDA = /^(?:lambda_handler|handler)$/;

/** Decorators under which a function runs once. */
const CACHED = /^@(?:functools\.)?(?:lru_cache|cache|cached|cached_property|singleton)\b/;

/** Reads Python. */
export function readPython(root: Node): Omit<Reading, 'comments'> {
  const imported = readImports(root);
  const constants = readConstants(root);
  const occasionOf = occasions(root);
  const calls: Call[] = [];
  for (const node of descendants(root, ['call'])) {
    const callee = node.childForFieldName('function');
    const target = callee && resolve(callee, imported);
    if (!target || isBroken(node)) continue;
    const list = node.childForFieldName('arguments');
    const items = list ? children(list) : [];
    const variable = variableOf(node);
    calls.push({
      at: spanOf(node),
      nameAt: spanOf(target.nameNode),
      module: target.module,
      name: target.name,
      arguments: items
        .filter(({ type }) => !/keyword_argument|splat/.test(type))
        .map((item) => valueOf(item, constants)),
      settings: settingsOf(list ?? node, items, constants),
      occasion: occasionOf(node),
      variable,
      closed: variable !== null && isClosed(variable, node),
      statement: null,
    });
  }
  const modules = [...imported.modules].map(
    ([local, module]) => [local, { module, name: 'default' }] as const,
  );
  const imports = new Map([...modules, ...imported.names]);
  const uses = readUses(root, DIALECTS.python, imports, occasionOf);
  return { calls, methodCalls: [], uses, topAt: 0 };
}

interface Imported {
  /** Names bound to modules: `psycopg2`, `mysql.connector`. */
  readonly modules: ReadonlyMap<string, string>;
  /** Names bound to something of a module. */
  readonly names: ReadonlyMap<string, { readonly module: string; readonly name: string }>;
}

function readImports(root: Node): Imported {
  const modules = new Map<string, string>();
  const names = new Map<string, { module: string; name: string }>();
  for (const statement of descendants(root, ['import_statement'])) {
    for (const part of children(statement)) {
      const module = part.childForFieldName('name')?.text ?? part.text;
      modules.set(part.childForFieldName('alias')?.text ?? module, module);
    }
  }
  for (const statement of descendants(root, ['import_from_statement'])) {
    const source = statement.childForFieldName('module_name');
    if (!source) continue;
    for (const part of children(statement)) {
      if (part.id === source.id) continue;
      const name = part.childForFieldName('name')?.text ?? part.text;
      names.set(part.childForFieldName('alias')?.text ?? name, { module: source.text, name });
    }
  }
  return { modules, names };
}

function resolve(callee: Node, { modules, names }: Imported) {
  if (callee.type === 'identifier') {
    const binding = names.get(callee.text);
    return binding && { ...binding, nameNode: callee };
  }
  const object = callee.childForFieldName('object');
  const attribute = callee.childForFieldName('attribute');
  if (!object || !attribute) return undefined;
  const binding = names.get(object.text);
  const module = modules.get(object.text) ?? (binding && `${binding.module}.${binding.name}`);
  return module === undefined ? undefined : { module, name: attribute.text, nameNode: attribute };
}

/** Module-level names that are assigned once. */
function readConstants(root: Node): ReadonlyMap<string, Node> {
  const constants = new Map<string, Node>();
  const twice = new Set<string>();
  for (const assignment of descendants(root, ['assignment'])) {
    const name = assignment.childForFieldName('left');
    const value = assignment.childForFieldName('right');
    if (name?.type !== 'identifier' || !value) continue;
    if (constants.has(name.text)) twice.add(name.text);
    constants.set(name.text, value);
  }
  for (const name of twice) constants.delete(name);
  return constants;
}

function settingsOf(
  list: Node,
  items: readonly Node[],
  constants: ReadonlyMap<string, Node>,
): ObjectValue {
  const entries: Entry[] = items.flatMap((item) => {
    const name = item.childForFieldName('name');
    const value = item.childForFieldName('value');
    if (item.type !== 'keyword_argument' || !name || !value) return [];
    return [
      {
        name: name.text,
        nameAt: spanOf(name),
        value: valueOf(value, constants),
        whole: withSeparator(item),
      },
    ];
  });
  const open = items.some(({ type }) => type === 'dictionary_splat');
  return { kind: 'object', at: spanOf(list), entries, open };
}

function valueOf(node: Node, constants: ReadonlyMap<string, Node>): Value {
  const at = spanOf(node);
  const env = envIn(node);
  switch (node.type) {
    case 'integer':
    case 'float':
      return { kind: 'number', at, value: numberOf(node.text), literal: true, env: null };
    case 'string':
      return { kind: 'string', at, value: unquoted(node) };
    case 'none':
      return { kind: 'other', at, env: null, empty: true };
    default: {
      const value = fold(node, constants);
      return value === undefined
        ? { kind: 'other', at, env, empty: false }
        : { kind: 'number', at, value, literal: false, env };
    }
  }
}

/** A number that can be computed: `30 * 60`, `int(os.getenv('X', '5'))`, `-1`. */
function fold(node: Node, constants: ReadonlyMap<string, Node>): number | undefined {
  switch (node.type) {
    case 'integer':
    case 'float':
      return numberOf(node.text);
    case 'string': {
      const text = unquoted(node);
      return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
    }
    case 'identifier': {
      const constant = constants.get(node.text);
      return constant && constant.type !== 'identifier' ? fold(constant, constants) : undefined;
    }
    case 'parenthesized_expression':
      return node.firstNamedChild ? fold(node.firstNamedChild, constants) : undefined;
    case 'unary_operator': {
      const value = node.childForFieldName('argument');
      const number = value ? fold(value, constants) : undefined;
      return number !== undefined && node.firstChild?.text === '-' ? -number : number;
    }
    case 'binary_operator': {
      const left = node.childForFieldName('left');
      const right = node.childForFieldName('right');
      const a = left ? fold(left, constants) : undefined;
      const b = right ? fold(right, constants) : undefined;
      if (a === undefined || b === undefined) return undefined;
      const operator = node.childForFieldName('operator')?.text;
      return operator === '*' ? a * b : operator === '+' ? a + b : undefined;
    }
    case 'call': {
      const name = node.childForFieldName('function')?.text ?? '';
      const items = children(node.childForFieldName('arguments') ?? node);
      if (/^(?:int|float)$/.test(name) && items[0]) return fold(items[0], constants);
      if (/^os\.(?:getenv|environ\.get)$/.test(name) && items[1]) return fold(items[1], constants);
      return undefined;
    }
    default:
      return undefined;
  }
}

/** The environment variable an expression reads. */
function envIn(node: Node): string | null {
  const match =
    /\bos\.(?:getenv|environ\.get)\(\s*['"](\w+)['"]|\bos\.environ\[\s*['"](\w+)['"]/.exec(
      node.text,
    );
  return match?.[1] ?? match?.[2] ?? null;
}

function occasions(root: Node): (node: Node) => Occasion {
  const calls = new Map<string, Node[]>();
  for (const call of descendants(root, ['call'])) {
    const name = call.childForFieldName('function')?.text ?? '';
    calls.set(name, [...(calls.get(name) ?? []), call]);
  }

  function occasionOf(node: Node, depth: number): Occasion {
    for (const around of ancestors(node)) {
      if (
        around.type === 'if_statement' &&
        /\bnot\b|\bis None\b/.test(around.childForFieldName('condition')?.text ?? '')
      ) {
        return { kind: 'unknown' };
      }
      if (around.type === 'class_definition') return { kind: 'unknown' };
      if (around.type !== 'function_definition') continue;
      if (assignsOutside(node, around)) return { kind: 'unknown' };
      const decorators = decoratorsOf(around);
      if (decorators.some((text) => CACHED.test(text))) return { kind: 'unknown' };
      const name = around.childForFieldName('name');
      const route = decorators.find((text) => ROUTES.test(text));
      const isLambda = LAMBDA.test(name?.text ?? '') && parametersOf(around) === 2;
      if (name && (route !== undefined || isLambda)) {
        const handler = route === undefined ? name.text : routeText(route);
        return { kind: 'request', handler, handlerAt: spanOf(name), through: null };
      }
      return name && depth > 0 ? throughHelper(name.text, around, depth) : { kind: 'unknown' };
    }
    return { kind: 'once' };
  }

  function throughHelper(name: string, helper: Node, depth: number): Occasion {
    // A generator gives what it makes back when the request ends; a pool in it is its own matter.
    for (const call of calls.get(name) ?? []) {
      if (helper.startIndex <= call.startIndex && call.endIndex <= helper.endIndex) continue;
      const occasion = occasionOf(call, depth - 1);
      if (occasion.kind === 'request') return { ...occasion, through: { name, at: spanOf(call) } };
    }
    return { kind: 'unknown' };
  }

  return (node) => occasionOf(node, 1);
}

/** Whether the result goes to a name of the module or to an attribute: it outlives the call. */
function assignsOutside(node: Node, scope: Node): boolean {
  for (const around of ancestors(node)) {
    if (around.id === scope.id) return false;
    if (around.type !== 'assignment') continue;
    const target = around.childForFieldName('left');
    if (target?.type !== 'identifier') return true;
    return descendants(scope, ['global_statement', 'nonlocal_statement']).some((statement) =>
      children(statement).some(({ text }) => text === target.text),
    );
  }
  return false;
}

/** `@app.get("/users")` as `GET /users`. */
function routeText(decorator: string): string {
  const [, verb = '', path = ''] = /\.(\w+)\s*\(\s*["']([^"']*)["']/.exec(decorator) ?? [];
  return /^(?:route|api_route)$/.test(verb) || path === ''
    ? path || decorator.slice(1)
    : `${verb.toUpperCase()} ${path}`;
}

function decoratorsOf(definition: Node): readonly string[] {
  const around = definition.parent;
  return around?.type === 'decorated_definition'
    ? children(around)
        .filter(({ type }) => type === 'decorator')
        .map(({ text }) => text)
    : [];
}

function parametersOf(definition: Node): number {
  return children(definition.childForFieldName('parameters') ?? definition).length;
}

function variableOf(node: Node): string | null {
  for (const around of ancestors(node)) {
    if (around.type === 'assignment') {
      const target = around.childForFieldName('left');
      return target?.type === 'identifier' ? target.text : null;
    }
    if (around.type !== 'await') return null;
  }
  return null;
}

function isClosed(variable: string, node: Node): boolean {
  for (const around of ancestors(node)) {
    if (around.type !== 'function_definition') continue;
    return descendants(around, ['call']).some((call) =>
      new RegExp(`^${variable}\\.(?:close|dispose|disconnect)$`).test(
        call.childForFieldName('function')?.text ?? '',
      ),
    );
  }
  return false;
}

function numberOf(text: string): number {
  return Number(text.replaceAll('_', ''));
}
