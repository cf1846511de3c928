import type { Node } from '../../syntax/node';
import { children, descendants } from '../../tree';
import type { Dialect } from './dialects';
import type { Head } from './region';

/** Methods that call what they are given once for each item. */
const EACH = /^(?:forEach|map|flatMap)$/;

/** The name of a function: its own, or that of the variable it is given to. */
export function nameOfFunction(node: Node): string | null {
  const own = node.childForFieldName('name')?.text;
  const given = node.parent?.type === 'variable_declarator' ? node.parent : undefined;
  return own ?? given?.childForFieldName('name')?.text ?? null;
}

/** The names that a function's parameters bind. */
export function parametersOf(node: Node): readonly string[] {
  const parameters = node.childForFieldName('parameters') ?? node.childForFieldName('parameter');
  return parameters ? identifiers(parameters) : [];
}

/** What a loop binds, and what it goes through. */
export function headOfLoop(node: Node): Head {
  const [clause] = children(node).filter(({ type }) =>
    /^(?:range_clause|for_in_clause)$/.test(type),
  );
  const head = clause ?? node;
  const left = head.childForFieldName('left') ?? head.childForFieldName('name');
  const right = head.childForFieldName('right') ?? head.childForFieldName('value');
  if (!left || !right) return headOverRows(node);
  return { binds: identifiers(left), over: right.text };
}

/** `for rows.Next() { rows.Scan(&id) … }` of Go goes through rows, and binds what they are scanned into. */
function headOverRows(loop: Node): Head {
  const [condition] = children(loop).filter(({ type }) => type === 'call_expression');
  const rows = /^([\w.]+)\.Next\(\)$/.exec(condition?.text ?? '')?.[1];
  if (rows === undefined) return {};
  const scan = descendants(loop, ['call_expression']).find(
    (call) => call.childForFieldName('function')?.text === `${rows}.Scan`,
  );
  const into = scan?.childForFieldName('arguments');
  return into ? { binds: identifiers(into), over: rows } : {};
}

/** The loop that a callback of `items.map(…)` is. */
export function loopOfCallback(callback: Node, dialect: Dialect): Head | undefined {
  const list = callback.parent;
  const call = list?.parent;
  if (!list || !call || !/^arguments?$|^argument_list$/.test(list.type)) return undefined;
  if (!dialect.calls.has(call.type)) return undefined;
  const parts = dialect.parts(call);
  if (!parts?.receiver || !EACH.test(parts.method.text)) return undefined;
  if (call.type === 'method_invocation' && isOfOptional(call, parts.receiver)) return undefined;
  return { binds: parametersOf(callback), over: parts.receiver.text };
}

/** What is asked of an `Optional` of Java, and ends a stream. */
const OF_OPTIONAL = /^(?:orElse\w*|ifPresent\w*|isPresent|or)$/;
const ENDS_STREAM =
  /^(?:findFirst|findAny|reduce|min|max|collect|toList|toArray|forEach|count|anyMatch|allMatch)$/;

/** Whether `map` is that of an `Optional`, which holds one thing at most: by what it comes from, or by what is asked of it. */
function isOfOptional(call: Node, receiver: Node): boolean {
  for (let inner: Node | null = receiver; inner; inner = inner.childForFieldName('object')) {
    const name = inner.childForFieldName('name')?.text;
    if (name === undefined) break;
    if (/^(?:findFirst|findAny|findById|ofNullable)$/.test(name)) return true;
    if (/^(?:stream|parallelStream)$/.test(name)) return false;
  }
  for (let outer = call.parent; outer?.type === 'method_invocation'; outer = outer.parent) {
    const name = outer.childForFieldName('name')?.text ?? '';
    if (OF_OPTIONAL.test(name)) return true;
    if (ENDS_STREAM.test(name)) return false;
  }
  return false;
}

function identifiers(node: Node): readonly string[] {
  if (node.type === 'identifier') return [node.text];
  return descendants(node, ['identifier', 'shorthand_property_identifier_pattern']).map(
    ({ text }) => text,
  );
}
