import type { Exported, Origin } from '../../reading';
import type { Node } from '../../syntax/node';
import { children, spanOf } from '../../tree';

/** Reads what other modules can take from one: the names it assigns, and its functions. */
export function readExports(root: Node): readonly Exported[] {
  return children(root).flatMap((statement) => {
    if (statement.type === 'function_definition') return handedOut(statement);
    const assignment = statement.type === 'expression_statement' && statement.firstNamedChild;
    return assignment && assignment.type === 'assignment' ? assigned(assignment) : [];
  });
}

function assigned(assignment: Node): readonly Exported[] {
  const name = assignment.childForFieldName('left');
  if (name?.type !== 'identifier') return [];
  const origins: readonly Origin[] = [
    ...typeAt(assignment.childForFieldName('type')),
    ...originsOf(assignment.childForFieldName('right')),
    { kind: 'name', name: name.text },
  ];
  return [{ name: name.text, at: spanOf(name), origins }];
}

/** What a function says or shows that it returns. */
function handedOut(definition: Node): readonly Exported[] {
  const name = definition.childForFieldName('name');
  const body = definition.childForFieldName('body');
  if (!name || !body) return [];
  const origins = [
    ...typeAt(definition.childForFieldName('return_type')),
    ...returned(body).flatMap(originsOf),
  ];
  return origins.length === 0 ? [] : [{ name: `${name.text}()`, at: spanOf(name), origins }];
}

function returned(body: Node): readonly Node[] {
  const values: Node[] = [];
  const open = [...body.namedChildren];
  for (const node of open) {
    if (node.type === 'return_statement' && node.firstNamedChild) values.push(node.firstNamedChild);
    else if (/(?:if|try|with)_statement|block|clause$/.test(node.type)) {
      open.push(...node.namedChildren);
    }
  }
  return values;
}

function originsOf(node: Node | null): readonly Origin[] {
  switch (node?.type) {
    case 'identifier':
      return [{ kind: 'name', name: node.text }];
    case 'await':
    case 'parenthesized_expression':
      return originsOf(node.firstNamedChild);
    case 'call':
      return [{ kind: 'call', start: node.startIndex }];
    default:
      return [];
  }
}

function typeAt(type: Node | null): readonly Origin[] {
  return type && type.text.length <= 80 ? [{ kind: 'type', type: type.text }] : [];
}
