import type { Node } from '../../syntax/node';
import { children, collecting, descendants, unquoted } from '../../tree';

/** What a name stands for: something of a module. `default` is the module itself as well. */
export interface Binding {
  readonly module: string;
  readonly name: string;
}

/** The names a file binds to modules, and every name it declares in any way. */
export interface Bindings {
  readonly imported: ReadonlyMap<string, Binding>;
  readonly declared: ReadonlySet<string>;
  /** Those of them that are declared outside of any function. */
  readonly moduleLevel: ReadonlySet<string>;
}

/** The tokens by which a pattern declares names. */
const NAMES = ['identifier', 'shorthand_property_identifier_pattern'];

/** The names that are declared, in the order of the text. */
const declaredNames = collecting(
  ['variable_declarator', 'function_declaration', 'class_declaration', 'formal_parameters'],
  (node) => {
    if (node.type === 'formal_parameters') return namesIn(node, ['identifier']);
    const name = node.childForFieldName('name');
    if (node.type === 'variable_declarator') return name ? namesIn(name, NAMES) : [];
    return [name?.text ?? ''];
  },
);

/** The declarations whose value may be a module, or something of one. */
const declaratorsOfModules = collecting(['variable_declarator'], (node) => {
  const value = node.childForFieldName('value');
  const from = value?.type === 'member_expression' ? value.childForFieldName('object') : value;
  const made = value?.type === 'call_expression' ? value.childForFieldName('function') : null;
  return mayBeModule(from ?? null) || mayBeModule(made) ? [node] : [];
});

/** Reads imports, requires, and what is taken out of them. */
export function readBindings(root: Node): Bindings {
  const imported = new Map<string, Binding>();
  for (const statement of descendants(root, ['import_statement'])) readImport(statement, imported);
  for (const declarator of declaratorsOfModules(root)) readDeclarator(declarator, imported);
  const declared = new Set([...declaredNames(root), ...imported.keys()]);
  return { imported, declared, moduleLevel: new Set(namesOfModule(root)) };
}

/** Names that statements directly in the module declare or import. */
function namesOfModule(root: Node): readonly string[] {
  return children(root)
    .map((statement) => statement.childForFieldName('declaration') ?? statement)
    .flatMap((statement) => {
      if (statement.type === 'import_statement') return namesIn(statement, ['identifier']);
      if (!/^(?:lexical|variable)_declaration$/.test(statement.type)) {
        return statement.childForFieldName('name')?.text ?? [];
      }
      return children(statement).flatMap((declarator) => {
        const name = declarator.childForFieldName('name');
        return name ? namesIn(name, NAMES) : [];
      });
    });
}

function namesIn(node: Node, types: readonly string[]): readonly string[] {
  return descendants(node, types).map(({ text }) => text);
}

/** What an expression in the place of a function or a class stands for. */
export function resolve(
  callee: Node,
  { imported, declared }: Bindings,
): { readonly module: string | null; readonly name: string; readonly nameNode: Node } | undefined {
  if (callee.type === 'identifier') {
    const binding = imported.get(callee.text);
    if (binding) return { ...binding, nameNode: callee };
    return declared.has(callee.text)
      ? undefined
      : { module: null, name: callee.text, nameNode: callee };
  }
  if (callee.type === 'call_expression') {
    const module = requiredModule(callee);
    return module === undefined ? undefined : { module, name: 'default', nameNode: callee };
  }
  if (callee.type !== 'member_expression') return undefined;
  const property = callee.childForFieldName('property');
  const object = callee.childForFieldName('object');
  const made = object?.type === 'identifier' ? imported.get(object.text) : undefined;
  // A module of Nest is set up by a method of its class, and some libraries connect by one.
  const isMaker = /^(?:forRoot(?:Async)?|connect|init)$/.test(property?.text ?? '');
  if (property && made && made.name !== 'default' && isMaker) {
    return { module: made.module, name: `${made.name}.${property.text}`, nameNode: property };
  }
  const base = moduleOf(object, imported);
  return base !== undefined && property
    ? { module: base, name: property.text, nameNode: property }
    : undefined;
}

/** The module an expression is: a name bound to it, `require('m')`, `pg.native || pg`. */
function moduleOf(node: Node | null, imported: ReadonlyMap<string, Binding>): string | undefined {
  switch (node?.type) {
    case 'identifier': {
      const binding = imported.get(node.text);
      return binding?.name === 'default' ? binding.module : undefined;
    }
    case 'call_expression':
      return requiredModule(node);
    case 'member_expression': {
      const property = node.childForFieldName('property')?.text;
      return property === 'native' || property === 'default'
        ? moduleOf(node.childForFieldName('object'), imported)
        : undefined;
    }
    case 'binary_expression':
      return moduleOf(node.childForFieldName('right'), imported);
    case 'parenthesized_expression':
    case 'await_expression':
      return moduleOf(node.firstNamedChild, imported);
    default:
      return undefined;
  }
}

/** Whether an expression may be a module, whatever its names are bound to. */
export function mayBeModule(node: Node | null): boolean {
  switch (node?.type) {
    case 'call_expression':
      return requiredModule(node) !== undefined;
    case 'member_expression':
      return /^(?:native|default)$/.test(node.childForFieldName('property')?.text ?? '');
    case 'identifier':
    case 'binary_expression':
    case 'parenthesized_expression':
      return true;
    case 'await_expression':
      return mayBeModule(node.firstNamedChild);
    default:
      return false;
  }
}

function requiredModule(call: Node): string | undefined {
  const callee = call.childForFieldName('function');
  const [argument] = children(call.childForFieldName('arguments') ?? call);
  const requires = callee?.text === 'require' || callee?.type === 'import';
  return requires && argument?.type === 'string' ? unquoted(argument) : undefined;
}

function readImport(statement: Node, imported: Map<string, Binding>): void {
  const source = statement.childForFieldName('source');
  const [require] = descendants(statement, ['import_require_clause']);
  if (require) {
    const name = require.namedChildren[0]?.text;
    const module = require.childForFieldName('source');
    if (name && module) imported.set(name, { module: unquoted(module), name: 'default' });
    return;
  }
  if (!source) return;
  const module = unquoted(source);
  for (const clause of descendants(statement, ['import_clause'])) {
    for (const part of children(clause)) {
      if (part.type === 'identifier') imported.set(part.text, { module, name: 'default' });
      if (part.type === 'namespace_import') {
        imported.set(part.firstNamedChild?.text ?? '', { module, name: 'default' });
      }
    }
  }
  for (const specifier of descendants(statement, ['import_specifier'])) {
    const name = specifier.childForFieldName('name')?.text ?? '';
    imported.set(specifier.childForFieldName('alias')?.text ?? name, { module, name });
  }
}

/** Modules whose call gives a function that makes pools: `const pgp = require('pg-promise')()`. */
const MAKERS: ReadonlySet<string> = new Set(['pg-promise']);

function readDeclarator(declarator: Node, imported: Map<string, Binding>): void {
  const target = declarator.childForFieldName('name');
  const value = declarator.childForFieldName('value');
  if (!target || !value) return;
  if (value.type === 'member_expression' && target.type === 'identifier') {
    const module = moduleOf(value.childForFieldName('object'), imported);
    const name = value.childForFieldName('property')?.text;
    if (module !== undefined && name) imported.set(target.text, { module, name });
    return;
  }
  const made = value.type === 'call_expression' ? value.childForFieldName('function') : null;
  const maker = moduleOf(made, imported);
  if (target.type === 'identifier' && maker !== undefined && MAKERS.has(maker)) {
    imported.set(target.text, { module: maker, name: 'default()' });
    return;
  }
  const module = moduleOf(value, imported);
  if (module === undefined) return;
  if (target.type === 'identifier') {
    imported.set(target.text, { module, name: 'default' });
    return;
  }
  if (target.type !== 'object_pattern') return;
  for (const part of children(target)) {
    if (part.type === 'shorthand_property_identifier_pattern') {
      imported.set(part.text, { module, name: part.text });
    } else if (part.type === 'pair_pattern') {
      const name = part.childForFieldName('key')?.text ?? '';
      imported.set(part.childForFieldName('value')?.text ?? '', { module, name });
    }
  }
}
