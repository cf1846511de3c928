import type { Span } from '../../../../contracts/span';
import type { Node } from '../../syntax/node';
import { ancestors, children, descendants, spanOf } from '../../tree';

/** Names of Python itself that stand in the options of pools. */
const BUILT_IN = /^(?:int|float|str|bool|dict|list|tuple|len|min|max)$/;

/**
 * The assignment of a pool, if it can stand in front of the function it is in: it uses nothing of the
 * function, nothing that is set up later, and leaves a body behind.
 */
export function movable(call: Node, root: Node): Span | null {
  const assignment = call.parent;
  const statement = assignment?.parent;
  const name = assignment?.childForFieldName('left');
  if (assignment?.type !== 'assignment' || statement?.type !== 'expression_statement') return null;
  const body = statement.parent;
  if (name?.type !== 'identifier' || !body || children(body).length < 2) return null;
  if (body.parent?.type !== 'function_definition') return null;
  const top = [...ancestors(call)].at(-2);
  if (!top || namesIn(root).has(name.text)) return null;
  const before = namesIn(root, top.startIndex);
  const known = descendants(call, ['identifier', 'lambda', 'yield'])
    .filter((node) => !isMember(node))
    .every(({ type, text }) => type === 'identifier' && (before.has(text) || BUILT_IN.test(text)));
  return known ? spanOf(statement) : null;
}

/** Names that the statements of a module bind, up to a place. */
function namesIn(root: Node, end = Number.POSITIVE_INFINITY): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of children(root)) {
    if (statement.startIndex >= end) break;
    const definition = statement.childForFieldName('definition') ?? statement;
    const own = definition.childForFieldName('name');
    if (own && /_definition$/.test(definition.type)) names.add(own.text);
    if (/^import/.test(statement.type)) {
      for (const part of children(statement)) {
        const alias = part.childForFieldName('alias') ?? part.childForFieldName('name') ?? part;
        names.add(alias.text.split('.')[0] ?? '');
      }
    }
    for (const assigned of children(statement)) {
      const left = assigned.type === 'assignment' ? assigned.childForFieldName('left') : null;
      if (left) for (const { text } of identifiersOf(left)) names.add(text);
    }
  }
  return names;
}

function identifiersOf(node: Node): readonly Node[] {
  return node.type === 'identifier' ? [node] : descendants(node, ['identifier']);
}

/** The name of a keyword argument or of an attribute, which is looked up nowhere. */
function isMember(node: Node): boolean {
  const { parent } = node;
  const field =
    parent?.type === 'keyword_argument' ? 'name' : parent?.type === 'attribute' ? 'attribute' : '';
  return field !== '' && parent?.childForFieldName(field)?.id === node.id;
}
