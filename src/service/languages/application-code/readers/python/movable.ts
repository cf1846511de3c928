import type { Span } from '../../../../contracts/span';
import type { Node } from '../../syntax/node';
import { ancestors, children, descendants, keptWith, spanOf } from '../../tree';

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
  const names = namesIn(root);
  if (!top || names.has(name.text)) return null;
  const isBefore = (text: string) => (names.get(text) ?? top.startIndex) < top.startIndex;
  const known = descendants(call, ['identifier', 'lambda', 'yield'])
    .filter((node) => !isMember(node))
    .every(({ type, text }) => type === 'identifier' && (isBefore(text) || BUILT_IN.test(text)));
  return known ? spanOf(statement) : null;
}

/** Names that the statements of a module bind, and where the first of them begins. */
const namesIn = keptWith((root: Node): ReadonlyMap<string, number> => {
  const names = new Map<string, number>();
  for (const statement of children(root)) {
    const add = (name: string) => {
      if (!names.has(name)) names.set(name, statement.startIndex);
    };
    const definition = statement.childForFieldName('definition') ?? statement;
    const own = definition.childForFieldName('name');
    if (own && /_definition$/.test(definition.type)) add(own.text);
    if (/^import/.test(statement.type)) {
      for (const part of children(statement)) {
        const alias = part.childForFieldName('alias') ?? part.childForFieldName('name') ?? part;
        add(alias.text.split('.')[0] ?? '');
      }
    }
    for (const assigned of children(statement)) {
      const left = assigned.type === 'assignment' ? assigned.childForFieldName('left') : null;
      if (left) for (const { text } of identifiersOf(left)) add(text);
    }
  }
  return names;
});

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
