import type { Span } from '../../../../contracts/span';
import { type Call, CONNECTS, type MethodCall, type Reading } from '../../reading';
import type { Node } from '../../syntax/node';
import {
  ancestors,
  children,
  collecting,
  descendants,
  isBroken,
  keptWith,
  spanOf,
} from '../../tree';
import { statementStarts } from '../statements';
import { readUses } from '../uses';
import { DIALECTS } from '../uses/dialects';
import { type Bindings, mayBeModule, readBindings, resolve } from './bindings';
import { readExports } from './exports';
import { functionAround, occasionsIn, opensIn } from './occasions';
import { type Constants, readConstants, returnedObject, valueOf } from './values';

/** Reads JavaScript and TypeScript. */
export function readJavaScript(root: Node, path: string): Omit<Reading, 'comments' | 'root'> {
  const bindings = readBindings(root);
  let found: Constants | undefined;
  const constants = () => {
    found ??= readConstants(root);
    return found;
  };
  const openedOn = opensIn(path);
  const byVariable = new Map<string, Call>();
  const calls: Call[] = [];
  const methodCalls: MethodCall[] = [];
  const unfinished: Call[] = [];

  for (const { node, callee, first } of callsOnNames(root)) {
    const list = node.childForFieldName('arguments');
    const plugin = pluginOf(callee, list, bindings);
    const known = bindings.imported.has(first) || byVariable.has(first) || isTelling(first);
    if (first !== '' && !known && !plugin) continue;
    const values = () =>
      list ? children(list).map((item) => valueOf(factoryOptions(item) ?? item, constants())) : [];
    const target = plugin ?? resolve(callee, bindings);
    if (target && (target.module !== null || isTelling(target.name))) {
      const declarator = declaratorOf(node);
      const variable = declarator?.childForFieldName('name');
      const name = variable?.type === 'identifier' ? variable.text : null;
      const call: Call = {
        at: spanOf(node),
        nameAt: spanOf(target.nameNode),
        module: target.module,
        name: target.name,
        arguments: plugin ? values().slice(1) : values(),
        settings: null,
        occasion: openedOn(node),
        variable: name,
        closed: name !== null && isClosed(name, node),
        statement: declarator ? movable(declarator, bindings) : null,
      };
      if (isBroken(node)) {
        unfinished.push(call);
        continue;
      }
      calls.push(call);
      if (name !== null) byVariable.set(name, call);
    } else if (callee.type === 'member_expression') {
      const object = callee.childForFieldName('object');
      const method = callee.childForFieldName('property');
      const receiver = object?.type === 'identifier' ? byVariable.get(object.text) : undefined;
      if (receiver && method && !isBroken(node)) {
        methodCalls.push({
          receiver,
          method: method.text,
          methodAt: spanOf(method),
          at: spanOf(node),
          arguments: values(),
        });
      }
    }
  }
  for (const { base, made } of injectables(root)) {
    const target = resolve(base, bindings);
    if (!target || target.module === null || isBroken(base)) continue;
    const list = made?.childForFieldName('arguments');
    calls.push({
      ...{ at: spanOf(made ?? base), nameAt: spanOf(target.nameNode), extended: true },
      ...{ module: target.module, name: target.name, settings: null, variable: null },
      arguments: list ? children(list).map((item) => valueOf(item, constants())) : [],
      ...{ occasion: { kind: 'once' }, closed: false, statement: null },
    });
  }
  const uses = readUses(root, DIALECTS.tsx, bindings.imported, occasionsIn(path));
  const exported = readExports(root);
  return { calls, methodCalls, unfinished, uses, exported, statements: statementStarts(root) };
}

/** A class that a container of Nest makes once: what it extends, and how its constructor makes that. */
interface Injectable {
  readonly base: Node;
  readonly made: Node | undefined;
}

/** `@Injectable() export class PrismaService extends PrismaClient`. */
const injectables = collecting<Injectable>(['class_declaration'], (node) => {
  const around = node.parent?.type === 'export_statement' ? [...children(node.parent)] : [];
  const decorators = [...around, ...children(node)].filter(({ type }) => type === 'decorator');
  if (!decorators.some(({ text }) => /^@Injectable\s*\(/.test(text))) return [];
  const heritage = children(node).find(({ type }) => type === 'class_heritage');
  const clause = heritage && children(heritage).find(({ type }) => type === 'extends_clause');
  const base = clause?.childForFieldName('value');
  if (!base || !mayBeModule(base)) return [];
  const made = descendants(node, ['call_expression']).find(
    (call) => call.childForFieldName('function')?.type === 'super',
  );
  return [{ base, made }];
});

/** A call that may be one of something imported, with the name its callee begins with, if it is one. */
interface CallOnName {
  readonly node: Node;
  readonly callee: Node;
  readonly first: string;
}

const callsOnNames = collecting<CallOnName>(['new_expression', 'call_expression'], (node) => {
  const callee = node.childForFieldName(
    node.type === 'new_expression' ? 'constructor' : 'function',
  );
  if (!callee) return [];
  const object = callee.type === 'member_expression' ? callee.childForFieldName('object') : callee;
  if (!mayBeModule(object)) return [];
  return [{ node, callee, first: object?.type === 'identifier' ? object.text : '' }];
});

/** `fastify.register(require('@fastify/postgres'), options)`: the module that is set up. */
function pluginOf(callee: Node, list: Node | null, bindings: Bindings): ReturnType<typeof resolve> {
  const property = callee.childForFieldName('property');
  const [plugin] = property?.text === 'register' && list ? children(list) : [];
  const target = plugin && resolve(plugin, bindings);
  return property && target?.module != null && target.name === 'default'
    ? { ...target, nameNode: property }
    : undefined;
}

/** What the factory of `forRootAsync({ useFactory: (config) => ({ … }) })` hands out. */
function factoryOptions(argument: Node): Node | undefined {
  if (argument.type !== 'object') return undefined;
  const factory = children(argument).find(
    (part) => part.childForFieldName('key')?.text === 'useFactory',
  );
  const made = factory?.childForFieldName('value');
  return made ? returnedObject(made) : undefined;
}

/** Names that nothing binds say something only where they are the guide's. */
function isTelling(name: string): boolean {
  return name === 'createPool' || CONNECTS.test(name);
}

/** The declaration that takes the result, through `await` and parentheses. */
function declaratorOf(node: Node): Node | undefined {
  for (const around of ancestors(node)) {
    if (around.type === 'variable_declarator') return around;
    if (!/^(?:await_expression|parenthesized_expression|as_expression)$/.test(around.type)) {
      return undefined;
    }
  }
  return undefined;
}

/** The whole declaration, if it can stand at the top of the file: it uses nothing of its function. */
function movable(declarator: Node, { moduleLevel, declared }: Bindings): Span | null {
  const statement = declarator.parent;
  const name = declarator.childForFieldName('name')?.text ?? '';
  const value = declarator.childForFieldName('value');
  if (!statement || !value || moduleLevel.has(name) || children(statement).length !== 1)
    return null;
  const local = descendants(value, ['identifier', 'this', 'await_expression']).some(
    ({ type, text }) => type !== 'identifier' || (declared.has(text) && !moduleLevel.has(text)),
  );
  return local || readsLater(value, declarator) ? null : spanOf(statement);
}

/** Whether a value, once it is made before its handler, would read what is declared behind that. */
function readsLater(value: Node, declarator: Node): boolean {
  const around = [...ancestors(declarator)];
  const top = around.at(-2) ?? declarator;
  const last = lastDeclared(around.at(-1) ?? top);
  return descendants(value, ['identifier']).some(
    ({ text }) => (last.get(text) ?? 0) >= top.endIndex,
  );
}

/** Where names are declared in a file, the last time. */
const lastDeclared = keptWith(
  (root: Node): ReadonlyMap<string, number> =>
    new Map(
      descendants(root, ['variable_declarator', 'class_declaration']).map((declared) => [
        declared.childForFieldName('name')?.text ?? '',
        declared.startIndex,
      ]),
    ),
);

/** Whether a variable is closed in the function that makes it. */
function isClosed(variable: string, node: Node): boolean {
  const scope = functionAround(node);
  return (
    scope !== undefined &&
    descendants(scope, ['call_expression']).some((call) => {
      const callee = call.childForFieldName('function');
      return (
        callee?.childForFieldName('object')?.text === variable &&
        /^(?:close|end|destroy|quit|disconnect|\$disconnect)$/.test(
          callee.childForFieldName('property')?.text ?? '',
        )
      );
    })
  );
}
