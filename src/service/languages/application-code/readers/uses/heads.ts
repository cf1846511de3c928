import type { Node } from '../../syntax/node';
import { children, descendants } from '../../tree';
import type { Region } from '../../uses';
import type { Dialect } from './dialects';

type Head = Partial<Pick<Region, 'name' | 'binds' | 'over'>>;

/** Methods that call what they are given once for each item. */
const EACH = /^(?:forEach|map|flatMap)$/;

/** The name and the parameters of a function. */
export function headOfFunction(node: Node, parent: Node | null | undefined): Head {
  const own = node.childForFieldName('name')?.text;
  const given =
    parent?.type === 'variable_declarator' ? parent.childForFieldName('name')?.text : undefined;
  const parameters = node.childForFieldName('parameters') ?? node.childForFieldName('parameter');
  return { name: own ?? given ?? null, binds: parameters ? identifiers(parameters) : [] };
}

/** What a loop binds, and what it goes through. */
export function headOfLoop(node: Node): Head {
  const [clause] = children(node).filter(({ type }) =>
    /^(?:range_clause|for_in_clause)$/.test(type),
  );
  const head = clause ?? node;
  const left = head.childForFieldName('left') ?? head.childForFieldName('name');
  const right = head.childForFieldName('right') ?? head.childForFieldName('value');
  if (!left || !right) return {};
  return { binds: identifiers(left), over: right.text };
}

/** The loop that a callback of `items.map(…)` is. */
export function loopOfCallback(
  list: Node | null | undefined,
  call: Node | null | undefined,
  callback: Node,
  dialect: Dialect,
): Head | undefined {
  if (!list || !call || !/^arguments?$|^argument_list$/.test(list.type)) return undefined;
  if (!dialect.calls.has(call.type)) return undefined;
  const parts = dialect.parts(call);
  if (!parts?.receiver || !EACH.test(parts.method.text)) return undefined;
  const { binds = [] } = headOfFunction(callback, undefined);
  return { binds, over: parts.receiver.text };
}

function identifiers(node: Node): readonly string[] {
  if (node.type === 'identifier') return [node.text];
  return descendants(node, ['identifier', 'shorthand_property_identifier_pattern']).map(
    ({ text }) => text,
  );
}
