import type { Call, Reading } from '../reading';
import { hostExpression } from '../settings/address-host';
import type { Node } from '../syntax/node';
import { ancestors, children, descendants, isBroken, keptWith, spanOf, unquoted } from '../tree';
import { computedIn, numberValue, type Value } from '../values';
import { readGoExports } from './go-exports';
import { fold, type Numerals } from './numbers';
import { type Habits, occasionsOf } from './occasions';
import { createSettings } from './settings';
import { readUses } from './uses';
import { DIALECTS } from './uses/dialects';

const FUNCTIONS = new Set(['function_declaration', 'method_declaration', 'func_literal']);

/** Parameters that only a handler of requests has. */
const HANDLER = /\bhttp\.ResponseWriter\b|\*gin\.Context\b|\becho\.Context\b|\*fiber\.Ctx\b/;

/** Integers, and durations in seconds. */
const NUMERALS: Numerals = {
  literals: new Set(['int_literal']),
  numberOf: (text) => Number(text.replaceAll('_', '')),
  names: {
    'time.Millisecond': 0.001,
    'time.Second': 1,
    'time.Minute': 60,
    'time.Hour': 3600,
  },
};

/** Reads Go. */
export function readGo(root: Node): Omit<Reading, 'comments' | 'root'> {
  const imported = readImports(root);
  const settings = readSettings(root);
  const handles = readHandlesOfGorm(root);
  const calls: Call[] = [];
  for (const node of descendants(root, ['call_expression'])) {
    const callee = node.childForFieldName('function');
    const field = callee?.childForFieldName('field');
    const module = imported.get(callee?.childForFieldName('operand')?.text ?? '');
    if (!field || module === undefined || isBroken(node)) continue;
    const items = children(node.childForFieldName('arguments') ?? node);
    const variable = variableOf(node);
    const variables = [
      ...(variable === null ? [] : [variable, ...(handles.get(variable) ?? [])]),
      ...items.filter(({ type }) => type === 'identifier').map(({ text }) => text),
    ];
    calls.push({
      at: spanOf(node),
      nameAt: spanOf(field),
      module,
      name: field.text,
      arguments: items.map((item) => argumentOf(item)),
      settings: settings.of(functionAround(node), variables, node),
      occasion: occasionOf(node),
      variable,
      closed: variable !== null && isClosed(variable, node),
      statement: null,
    });
  }
  const imports = new Map(
    [...imported].map(([local, module]) => [local, { module, name: 'default' }] as const),
  );
  const uses = readUses(root, DIALECTS.go, imports, occasionOf);
  return {
    calls,
    methodCalls: [],
    unfinished: [],
    uses,
    exported: readGoExports(root),
    statements: [],
  };
}

function readImports(root: Node): ReadonlyMap<string, string> {
  const imported = new Map<string, string>();
  for (const spec of descendants(root, ['import_spec'])) {
    const path = spec.childForFieldName('path');
    if (!path) continue;
    const module = unquoted(path);
    const name =
      spec.childForFieldName('name')?.text ??
      module
        .replace(/\/v\d+$/, '')
        .split('/')
        .at(-1)
        // go-redis has the package redis.
        ?.replace(/^go-/, '') ??
      '';
    imported.set(name, module);
  }
  return imported;
}

/** Names for the handle beneath GORM, by GORM's own: `sqlDB, err := db.DB()`. */
function readHandlesOfGorm(root: Node): ReadonlyMap<string, readonly string[]> {
  const handles = new Map<string, readonly string[]>();
  for (const declaration of descendants(root, ['short_var_declaration'])) {
    const of = /^(\w+)\.DB\(\)$/.exec(declaration.childForFieldName('right')?.text ?? '')?.[1];
    const name = declaration.childForFieldName('left')?.firstNamedChild?.text;
    if (of && name) handles.set(of, [...(handles.get(of) ?? []), name]);
  }
  return handles;
}

function readSettings(root: Node) {
  const settings = createSettings();
  for (const call of descendants(root, ['call_expression'])) {
    const callee = call.childForFieldName('function');
    const field = callee?.childForFieldName('field');
    const operand = callee?.childForFieldName('operand');
    const [argument] = children(call.childForFieldName('arguments') ?? call);
    if (operand?.type !== 'identifier' || !field || !argument) continue;
    if (/^Set[A-Z]/.test(field.text)) {
      settings.add(functionAround(call), operand.text, field, argumentOf(argument), call);
    }
  }
  for (const assignment of descendants(root, ['assignment_statement'])) {
    const target = assignment.childForFieldName('left')?.firstNamedChild;
    const value = assignment.childForFieldName('right')?.firstNamedChild;
    const field = target?.childForFieldName('field');
    const operand = target?.childForFieldName('operand');
    if (operand?.type !== 'identifier' || !field || !value) continue;
    settings.add(functionAround(assignment), operand.text, field, valueOf(value), assignment);
  }
  return settings;
}

function valueOf(node: Node): Value {
  const at = spanOf(node);
  if (node.type === 'int_literal') {
    return numberValue(at, NUMERALS.numberOf(node.text), { literal: true, env: null });
  }
  if (/string_literal$/.test(node.type)) return { kind: 'string', at, value: unquoted(node) };
  const value = fold(node, NUMERALS);
  if (value !== undefined) return numberValue(at, value, { literal: false, env: null });
  const read = hostExpression(node.text) ?? node.text;
  const env = /\bos\.(?:Getenv|LookupEnv)\(\s*["`](\w+)["`]/.exec(read)?.[1] ?? null;
  return { kind: 'other', at, env, empty: node.type === 'nil', ...computedIn(node.text, env) };
}

/** What an address is made into before a pool is made of it: `config, err := pgxpool.ParseConfig(url)`. */
const PARSES = /^Parse(?:Config|DSN|URL)?$/;

/** An argument; a name of the function stands for the address that it was made of. */
function argumentOf(node: Node, depth = 0): Value {
  const own = valueOf(node);
  const formatted = node.type === 'call_expression' ? addressFormatted(node) : undefined;
  if (formatted) return valueOf(formatted);
  const scope = node.type === 'identifier' && depth < 3 ? functionAround(node) : undefined;
  if (!scope) return own;
  const made = descendants(scope, ['short_var_declaration']).findLast(
    (declaration) =>
      declaration.startIndex < node.startIndex &&
      declaration.childForFieldName('left')?.firstNamedChild?.text === node.text,
  );
  const right = made?.childForFieldName('right')?.firstNamedChild;
  if (!right) return own;
  const parses = right.childForFieldName('function')?.childForFieldName('field')?.text ?? '';
  const [parsed] = children(right.childForFieldName('arguments') ?? right);
  if (PARSES.test(parses)) return parsed ? argumentOf(parsed, depth + 1) : own;
  const value = valueOf(right);
  if (value.kind === 'other' && value.env !== null) {
    const otherwise = otherwiseIn(scope, node);
    if (otherwise !== undefined) {
      return numberValue(own.at, otherwise, { literal: false, env: value.env });
    }
  }
  return value.kind === 'string' || (value.kind === 'other' && !value.empty) ? value : own;
}

/** Where nothing, or nothing of use, is set: `if err != nil { open = 10 }`, `if open == 0 { … }`. */
const NOT_SET = /^\(?(?:err\s*!=\s*nil|\w+\s*(?:==\s*(?:0|"")|<=?\s*[01]))\b/;

/** The number that a name gets where its variable says none. */
function otherwiseIn(scope: Node, { text, startIndex }: Node): number | undefined {
  const [only, ...others] = descendants(scope, ['assignment_statement']).filter(
    (assignment) =>
      assignment.startIndex < startIndex &&
      assignment.childForFieldName('left')?.firstNamedChild?.text === text,
  );
  const right = only?.childForFieldName('right')?.firstNamedChild;
  const within = only && [...ancestors(only)].find(({ type }) => type === 'if_statement');
  const isOtherwise = NOT_SET.test(within?.childForFieldName('condition')?.text ?? '');
  return right && isOtherwise && others.length === 0 ? fold(right, NUMERALS) : undefined;
}

/** The host that a settings object of MySQL's driver is given: `config.Addr = …` before `config.FormatDSN()`. */
function addressFormatted(call: Node): Node | undefined {
  const [, name] = /^(\w+)\.FormatDSN\(\)$/.exec(call.text) ?? [];
  const scope = name === undefined ? undefined : functionAround(call);
  if (!scope) return undefined;
  const set = descendants(scope, ['assignment_statement']).findLast(
    (assignment) => assignment.childForFieldName('left')?.text === `${name}.Addr`,
  );
  if (set) return set.childForFieldName('right')?.firstNamedChild ?? undefined;
  const made = descendants(scope, ['short_var_declaration']).findLast(
    (declaration) => declaration.childForFieldName('left')?.text === name,
  );
  const element = made && descendants(made, ['keyed_element']).find(isAddress);
  return element?.namedChildren[1] ?? undefined;
}

function isAddress(element: Node): boolean {
  return element.namedChildren[0]?.text === 'Addr';
}

/** A function that takes a request: its name, and where it says so. */
export function handlerOfGo(
  node: Node,
): { readonly handler: string; readonly at: Node } | undefined {
  const parameters = node.childForFieldName('parameters');
  if (!parameters || !(HANDLER.test(parameters.text) || asksForRequest(node))) return undefined;
  const name = node.childForFieldName('name');
  return { handler: name?.text ?? 'a handler', at: name ?? parameters };
}

/** Longer functions are not looked through for the request that they are given. */
const MAX_HANDLER = 20_000;

/** Whether a function asks what it is given for the request: `c.Request().Context()`, of whatever type `c` is. */
const asksForRequest = keptWith((node: Node): boolean => {
  const parameters = node.childForFieldName('parameters');
  const body = node.childForFieldName('body');
  if (!parameters || !body || body.length > MAX_HANDLER) return false;
  const names = children(parameters).flatMap((one) => one.childrenForFieldName('name'));
  const asked = [...body.text.matchAll(ASKS_FOR_REQUEST)].map(([, name]) => name);
  return asked.length > 0 && names.some(({ text }) => asked.includes(text));
});

const ASKS_FOR_REQUEST =
  /(?<![\w.])(\w{1,40})\.Request\(\)\.(?:Context\(\)|Body|URL|Header|Method|FormValue|Cookie)(?!\w)/g;

const HABITS: Habits = {
  functions: FUNCTIONS,
  calls: 'call_expression',
  handlerOf: handlerOfGo,
  nameOf: (node) => node.childForFieldName('name')?.text,
  calledBy(call) {
    const callee = call.childForFieldName('function');
    return callee?.childForFieldName('field')?.text ?? callee?.text;
  },
  isKept,
  isOnce(around) {
    const callee = around.childForFieldName('function')?.childForFieldName('field')?.text;
    if (around.type === 'call_expression' && callee === 'Do') return true;
    const condition = around.childForFieldName('condition')?.text ?? '';
    return around.type === 'if_statement' && /==\s*nil/.test(condition);
  },
};

const occasionOf = occasionsOf(HABITS);

/** Whether the result goes to something that outlives the function: `s.db, err = …`. */
function isKept(node: Node): boolean {
  for (const around of ancestors(node)) {
    if (around.type === 'short_var_declaration') return false;
    if (around.type === 'assignment_statement' || around.type === 'keyed_element') return true;
    if (FUNCTIONS.has(around.type)) return false;
  }
  return false;
}

function functionAround(node: Node): Node | undefined {
  for (const around of ancestors(node)) if (FUNCTIONS.has(around.type)) return around;
  return undefined;
}

function variableOf(node: Node): string | null {
  for (const around of ancestors(node)) {
    if (around.type === 'short_var_declaration' || around.type === 'assignment_statement') {
      const first = around.childForFieldName('left')?.firstNamedChild;
      return first?.type === 'identifier' ? first.text : null;
    }
    if (around.type !== 'expression_list') return null;
  }
  return null;
}

function isClosed(variable: string, node: Node): boolean {
  const scope = functionAround(node);
  return (
    scope !== undefined &&
    descendants(scope, ['selector_expression']).some(({ text }) => text === `${variable}.Close`)
  );
}
