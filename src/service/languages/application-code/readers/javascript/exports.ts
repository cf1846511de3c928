import type { Exported, Origin } from '../../reading';
import type { Node } from '../../syntax/node';
import { children, spanOf } from '../../tree';

/** Wrappers that give back what the function they are given makes. */
const KEEPS = /^(?:remember|singleton|global\w*)$/i;

/** Methods whose result is what they are called on, or stands for it. */
const CHAINS = /^(?:\$extends|\$on|on|once)$/;

/** More places than this a value does not come from; what is left out is not looked for. */
const MOST = 12;

/** Further than this nobody follows a value. */
const DEEPEST = 40;

/** What the top of a file declares, by name: values, functions, classes; and what is known of them. */
interface Declared {
  get(name: string): Node | undefined;
  readonly origins: Map<Node, readonly Origin[]>;
  /** How far the search is from where it began. */
  depth: number;
}

/** Reads what a file exports: `export`, `module.exports`, `exports`. */
export function readExports(root: Node): readonly Exported[] {
  const top = children(root);
  const declared = declaredBy(top);
  return top.flatMap((statement) => {
    if (statement.type === 'export_statement') return exportedBy(statement, declared);
    const assignment = statement.type === 'expression_statement' && statement.firstNamedChild;
    return assignment && assignment.type === 'assignment_expression'
      ? assigned(assignment, declared)
      : [];
  });
}

function declaredBy(top: readonly Node[]): Declared {
  const declared = new Map<string, Node>();
  for (const statement of top) {
    const declaration = statement.childForFieldName('declaration') ?? statement;
    for (const node of [declaration, ...children(declaration)]) {
      if (!/^(?:variable_declarator|(?:function|class)_declaration)$/.test(node.type)) continue;
      const name = node.childForFieldName('name');
      if (name) declared.set(name.text, node);
    }
  }
  return { get: (name) => declared.get(name), origins: new Map(), depth: 0 };
}

function exportedBy(statement: Node, declared: Declared): readonly Exported[] {
  if (statement.childForFieldName('source')) return [];
  const declaration = statement.childForFieldName('declaration');
  const isDefault = statement.children.some(({ type }) => type === 'default');
  if (declaration) {
    return [declaration, ...children(declaration)].flatMap((node) => {
      const name = node.childForFieldName('name');
      if (!name || declared.get(name.text) !== node) return [];
      return offered(isDefault ? 'default' : name.text, name, node, declared);
    });
  }
  const value = statement.childForFieldName('value');
  if (isDefault && value) return whole(value, declared);
  const [clause] = children(statement).filter(({ type }) => type === 'export_clause');
  return children(clause ?? statement).flatMap((specifier) => {
    const name = specifier.childForFieldName('name');
    const as = specifier.childForFieldName('alias')?.text ?? name?.text;
    return name && as !== undefined ? offered(as, name, name, declared) : [];
  });
}

/** `module.exports = …`, `module.exports.a = …`, `exports.a = …` */
function assigned(assignment: Node, declared: Declared): readonly Exported[] {
  const target = assignment.childForFieldName('left')?.text ?? '';
  const value = assignment.childForFieldName('right');
  if (!value) return [];
  if (target === 'module.exports') return whole(value, declared);
  const name = /^(?:module\.)?exports\.([\w$]+)$/.exec(target)?.[1];
  return name === undefined ? [] : offered(name, value, value, declared);
}

/** What a module is as a whole; of an object, what it holds. */
function whole(value: Node, declared: Declared): readonly Exported[] {
  const object = value.type === 'identifier' ? valueOfName(value.text, declared) : value;
  if (object?.type !== 'object') return offered('default', value, value, declared);
  return children(object).flatMap((part) => {
    if (part.type === 'shorthand_property_identifier') {
      return offered(part.text, part, part, declared);
    }
    const key = part.childForFieldName('key') ?? part.childForFieldName('name');
    const member = part.childForFieldName('value') ?? part;
    return key ? offered(key.text, key, member, declared) : [];
  });
}

function valueOfName(name: string, declared: Declared): Node | null | undefined {
  return declared.get(name)?.childForFieldName('value');
}

/** A value under its name, or what a function hands out under its name with `()`. */
function offered(name: string, at: Node, value: Node, declared: Declared): readonly Exported[] {
  const made = functionOf(value, declared);
  const origins = made ? handedOut(made, declared) : originsOf(value, declared);
  if (origins.length === 0) return [];
  return [{ name: made ? `${name}()` : name, at: spanOf(at), origins }];
}

/** The function that a declaration or an expression is; names are followed a few steps. */
function functionOf(
  node: Node | null | undefined,
  declared: Declared,
  steps = 3,
): Node | undefined {
  switch (node?.type) {
    case 'function_declaration':
    case 'function_expression':
    case 'arrow_function':
    case 'method_definition':
      return node;
    case 'variable_declarator':
      return functionOf(node.childForFieldName('value'), declared, steps);
    case 'identifier':
    case 'shorthand_property_identifier': {
      return steps === 0 ? undefined : functionOf(declared.get(node.text), declared, steps - 1);
    }
    default:
      return undefined;
  }
}

/** Where what a function returns comes from. */
function handedOut(made: Node, declared: Declared): readonly Origin[] {
  const known = declared.origins.get(made);
  if (known) return known;
  // A function that calls itself hands out what it hands out otherwise.
  declared.origins.set(made, []);
  const body = made.childForFieldName('body');
  const type = typeAt(made.childForFieldName('return_type'));
  const values = body?.type === 'statement_block' ? returned(body) : body ? [body] : [];
  const origins = [...type, ...values.flatMap((value) => originsOf(value, declared))].slice(
    0,
    MOST,
  );
  declared.origins.set(made, origins);
  return origins;
}

/** The values a block returns, without those of the functions in it. */
function returned(block: Node): readonly Node[] {
  const values: Node[] = [];
  const open = [...block.namedChildren];
  for (const node of open) {
    if (/function|method_definition|class/.test(node.type)) continue;
    if (node.type === 'return_statement' && node.firstNamedChild) values.push(node.firstNamedChild);
    else if (/statement|block|clause|switch/.test(node.type)) open.push(...node.namedChildren);
  }
  return values;
}

/** Where a value comes from, the surest first. */
function originsOf(node: Node | null, declared: Declared): readonly Origin[] {
  if (!node || declared.depth > DEEPEST) return [];
  const known = declared.origins.get(node);
  if (known) return known;
  declared.origins.set(node, []);
  declared.depth++;
  const origins = soughtIn(node, declared).slice(0, MOST);
  declared.depth--;
  declared.origins.set(node, origins);
  return origins;
}

function soughtIn(node: Node, declared: Declared): readonly Origin[] {
  const next = (inner: Node | null) => originsOf(inner, declared);
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
      return named(node.text, declared);
    case 'variable_declarator':
      return [
        ...typeAt(node.childForFieldName('type')),
        ...next(node.childForFieldName('value')),
        { kind: 'name', name: node.childForFieldName('name')?.text ?? '' },
      ];
    case 'class_declaration':
    case 'class':
      return extended(node);
    case 'await_expression':
    case 'parenthesized_expression':
    case 'as_expression':
    case 'satisfies_expression':
    case 'non_null_expression':
      return next(node.firstNamedChild);
    case 'binary_expression': {
      const operator = node.childForFieldName('operator')?.text ?? '';
      if (!/^(?:\?\?|\|\|)$/.test(operator)) return [];
      return [...next(node.childForFieldName('right')), ...next(node.childForFieldName('left'))];
    }
    case 'ternary_expression':
      return ['consequence', 'alternative'].flatMap((field) => next(node.childForFieldName(field)));
    case 'new_expression':
      return [{ kind: 'call', start: node.startIndex }];
    case 'call_expression':
      return [{ kind: 'call', start: node.startIndex }, ...called(node, declared)];
    default:
      return [];
  }
}

function named(name: string, declared: Declared): readonly Origin[] {
  const target = declared.get(name);
  return target && target.type !== 'function_declaration'
    ? originsOf(target, declared)
    : [{ kind: 'name', name }];
}

/** What a call gives back: the result of a function of the file, or what it is called on. */
function called(call: Node, declared: Declared): readonly Origin[] {
  const callee = call.childForFieldName('function');
  const property = callee?.childForFieldName('property')?.text;
  const object = callee?.childForFieldName('object') ?? null;
  if (property !== undefined && CHAINS.test(property)) {
    return originsOf(object, declared);
  }
  const owner = property === undefined ? undefined : declared.get(object?.text ?? '');
  const made = owner ? methodOf(owner, property) : functionOf(callee, declared);
  if (made) return handedOut(made, declared);
  if (!KEEPS.test(property ?? callee?.text ?? '')) return [];
  return children(call.childForFieldName('arguments') ?? call).flatMap((argument) => {
    const given = functionOf(argument, declared);
    return given ? handedOut(given, declared) : [];
  });
}

/** A method of a class or an object of the file. */
function methodOf(owner: Node, name: string | undefined): Node | undefined {
  const body = owner.childForFieldName('body') ?? owner.childForFieldName('value');
  return children(body ?? owner).find(
    (member) =>
      member.type === 'method_definition' && member.childForFieldName('name')?.text === name,
  );
}

function extended(node: Node): readonly Origin[] {
  const [heritage] = children(node).filter(({ type }) => type === 'class_heritage');
  const base = /^extends\s+([\w$.]+)/.exec(heritage?.text ?? '')?.[1];
  return base === undefined ? [] : [{ kind: 'class', base }];
}

/** A type as it is written, without what may be missing or awaited. */
function typeAt(annotation: Node | null): readonly Origin[] {
  const text = annotation?.text.replace(/^:\s*/, '').replace(/^Promise<(.*)>$/s, '$1');
  return text === undefined || text.length > 80 ? [] : [{ kind: 'type', type: text }];
}
