import type { Grammar } from '../grammars';
import type { Node } from '../syntax/node';
import { children, descendants, keptWith } from '../tree';

/** A function or method that other code can call by name. */
export interface DeclaredFunction {
  /** `byCode`, `Suppliers.byCode`. */
  readonly key: string;
  /** The class, object or type it belongs to. */
  readonly owner: string | null;
  readonly name: string;
  /** The types it takes, where its class has several methods of its name, as its key ends with: `(List)`. */
  readonly overload: string;
  readonly node: Node;
  readonly parameters: readonly string[];
}

/** The functions of a file by name, and under which names others have them. */
export interface Declarations {
  readonly all: readonly DeclaredFunction[];
  get(key: string): DeclaredFunction | undefined;
  /** What the methods of one name take, by the key that one of them alone would have. */
  readonly overloads: ReadonlyMap<string, readonly string[]>;
  /** The one an offset stands in. */
  at(offset: number): DeclaredFunction | undefined;
  /** The classes and objects of the file. */
  readonly owners: ReadonlySet<string>;
  /** What other files call a function, a class or an instance, by what it is called here. */
  readonly exports: ReadonlyMap<string, readonly string[]>;
  /** The class that a class extends, as it is written, without its type arguments. */
  readonly bases: ReadonlyMap<string, string>;
  /** The interfaces of Go. */
  readonly interfaces: ReadonlySet<string>;
  /** What the repositories of Spring Data keep, by their names. */
  readonly entities: ReadonlyMap<string, string>;
}

/** The functions of a text that cannot be parsed. */
export const NO_DECLARATIONS: Declarations = {
  all: [],
  get: () => undefined,
  overloads: new Map(),
  at: () => undefined,
  owners: new Set(),
  exports: new Map(),
  bases: new Map(),
  interfaces: new Set(),
  entities: new Map(),
};

type Found = {
  functions: DeclaredFunction[];
  readonly exports: Map<string, string[]>;
  readonly bases: Map<string, string>;
  readonly interfaces: Set<string>;
  readonly entities: Map<string, string>;
  /** Its methods may share a name. */
  readonly overloaded: boolean;
};

const FUNCTION =
  /^(?:function_declaration|generator_function_declaration|function_expression|arrow_function|method_definition|generator_function)$/;

/** Reads the functions of a file. */
export function declarationsOf(root: Node, grammar: Grammar): Declarations {
  switch (grammar) {
    case 'typescript':
    case 'tsx':
      return ofJavaScript(root);
    case 'python':
      return ofPython(root);
    case 'go':
      return ofGo(root);
    case 'java':
      return ofJava(root);
  }
}

const ofJavaScript = keptWith((root: Node) => declared(root, readJavaScript));
const ofPython = keptWith((root: Node) => declared(root, readPython));
const ofGo = keptWith((root: Node) => declared(root, readGo));
const ofJava = keptWith((root: Node) => declared(root, readJava));

function declared(root: Node, read: (root: Node, found: Found) => void): Declarations {
  const found: Found = {
    ...{ functions: [], exports: new Map(), bases: new Map(), interfaces: new Set() },
    entities: new Map(),
    overloaded: read === readJava,
  };
  read(root, found);
  const overloads = found.overloaded ? overloadsIn(found) : new Map<string, readonly string[]>();
  const byKey = new Map(
    found.functions.flatMap((one) => {
      const plain = one.overload === '' ? [] : [one.key.slice(0, -one.overload.length)];
      return [...plain, one.key].map((key) => [key, one] as const);
    }),
  );
  return {
    all: found.functions,
    get: (key) => byKey.get(key),
    overloads,
    at: innermostOf(found.functions),
    owners: new Set(found.functions.flatMap(({ owner }) => owner ?? [])),
    exports: found.exports,
    bases: found.bases,
    interfaces: found.interfaces,
    entities: found.entities,
  };
}

/** Gives methods of one name keys of their own, by the types they take. */
function overloadsIn(found: Found): ReadonlyMap<string, readonly string[]> {
  const alike = new Map<string, DeclaredFunction[]>();
  for (const one of found.functions) {
    const known = alike.get(one.key);
    if (known) known.push(one);
    else alike.set(one.key, [one]);
  }
  const overloads = new Map<string, string[]>();
  found.functions = found.functions.map((one) => {
    if ((alike.get(one.key)?.length ?? 0) < 2) return one;
    const types = typesTaken(one.node).join(',');
    const known = overloads.get(one.key);
    if (known) known.push(types);
    else overloads.set(one.key, [types]);
    return { ...one, key: `${one.key}(${types})`, overload: `(${types})` };
  });
  return overloads;
}

/** The types of the parameters of a method of Java, without their arguments. */
function typesTaken(method: Node): readonly string[] {
  const list = method.childForFieldName('parameters');
  return (list ? children(list) : []).map((parameter) => {
    const type = erased(parameter.childForFieldName('type')?.text ?? parameter.text);
    return parameter.type === 'spread_parameter' ? `${type}...` : type;
  });
}

/** `List` of `java.util.List<Long>`. */
export function erased(type: string): string {
  return type
    .replace(/<[\s\S]*$/, '')
    .replace(/\s+/g, '')
    .replace(/^.*\./, '');
}

/** Finds the innermost of functions that an offset stands in, in steps that do not grow with their number. */
function innermostOf(
  functions: readonly DeclaredFunction[],
): (offset: number) => DeclaredFunction | undefined {
  let starts: readonly number[] | undefined;
  let sorted: readonly { readonly declared: DeclaredFunction; readonly around: number }[] = [];
  const sort = () => {
    const ordered = functions
      .map((declared) => ({ declared, at: declared.node.span }))
      .sort((a, b) => a.at.start - b.at.start || b.at.end - a.at.end);
    const open: number[] = [];
    sorted = ordered.map(({ declared, at }, index) => {
      while (open.length > 0 && (ordered[open.at(-1) ?? 0]?.at.end ?? 0) <= at.start) open.pop();
      const around = open.at(-1) ?? -1;
      open.push(index);
      return { declared, around };
    });
    starts = ordered.map(({ at }) => at.start);
    return starts;
  };
  return (offset) => {
    const from = starts ?? sort();
    let low = 0;
    for (let high = from.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((from[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    for (let index = low - 1; index >= 0; index = sorted[index]?.around ?? -1) {
      const declared = sorted[index]?.declared;
      if (declared && offset < declared.node.endIndex) return declared;
    }
    return undefined;
  };
}

function add({ functions }: Found, owner: string | null, name: string, node: Node): void {
  const key = owner === null ? name : `${owner}.${name}`;
  functions.push({ key, owner, name, overload: '', node, parameters: parametersOf(node) });
}

/** The names of parameters, in their order; of a pattern its text. */
function parametersOf(node: Node): readonly string[] {
  const list = node.childForFieldName('parameters') ?? node.childForFieldName('parameter');
  if (!list) return [];
  if (list.type === 'identifier') return [list.text];
  return children(list).flatMap((parameter) => {
    const names = parameter.childrenForFieldName('name');
    if (names.length > 0) return names.map(({ text }) => text);
    const named =
      parameter.childForFieldName('pattern') ??
      parameter.childForFieldName('left') ??
      (parameter.type === 'identifier' ? parameter : parameter.firstNamedChild);
    return [named?.text ?? ''];
  });
}

function readJavaScript(root: Node, found: Found): void {
  const aliases = new Map<string, string>();
  for (const statement of children(root)) {
    const declaration = statement.childForFieldName('declaration') ?? statement;
    const isExport = statement.type === 'export_statement';
    const isDefault = isExport && statement.children.some(({ type }) => type === 'default');
    const exported = (name: string) => {
      if (isExport) offer(found, name, isDefault ? 'default' : name);
    };
    readDeclaration(declaration, found, aliases, exported);
    if (!isExport) {
      readAssignment(statement, found);
      continue;
    }
    const value = statement.childForFieldName('value');
    if (isDefault && value) readValue('default', value, found, aliases, exported);
    for (const clause of children(statement).filter(({ type }) => type === 'export_clause')) {
      for (const specifier of children(clause)) {
        const name = specifier.childForFieldName('name')?.text ?? '';
        offer(found, name, specifier.childForFieldName('alias')?.text ?? name);
      }
    }
  }
  // An instance is offered as what its class is.
  for (const [instance, type] of aliases) {
    for (const as of found.exports.get(instance) ?? []) offer(found, type, as);
  }
}

/** Notes what a class extends: the first base that is a plain name. */
function extend({ bases }: Found, owner: string, written: Node | null | undefined): void {
  const name = /(?:\bextends\s+|^\(\s*|^)((?:\w+\.)?[A-Z]\w*)/.exec(written?.text ?? '')?.[1];
  if (name !== undefined) bases.set(owner, name);
}

function offer({ exports }: Found, name: string, as: string): void {
  const known = exports.get(name);
  if (known) {
    if (!known.includes(as)) known.push(as);
  } else exports.set(name, [as]);
}

function readDeclaration(
  declaration: Node,
  found: Found,
  aliases: Map<string, string>,
  exported: (name: string) => void,
): void {
  const name = declaration.childForFieldName('name')?.text;
  if (/^(?:abstract_)?class_declaration$|^class$/.test(declaration.type)) {
    readClass(declaration, name ?? 'default', found);
    exported(name ?? 'default');
  } else if (FUNCTION.test(declaration.type)) {
    add(found, null, name ?? 'default', declaration);
    exported(name ?? 'default');
  } else if (/^(?:lexical|variable)_declaration$/.test(declaration.type)) {
    for (const declarator of children(declaration)) {
      const variable = declarator.childForFieldName('name');
      const value = declarator.childForFieldName('value');
      if (variable?.type !== 'identifier' || !value) continue;
      readValue(variable.text, value, found, aliases, exported);
    }
  }
}

/** A value under a name: a function, an object of functions, a class, or an instance of one. */
function readValue(
  as: string,
  value: Node,
  found: Found,
  aliases: Map<string, string>,
  exported: (name: string) => void,
): void {
  let name = as;
  const inner = functionWithin(value);
  if (inner) add(found, null, name, inner);
  else if (value.type === 'object') readObject(value, name, found);
  else if (value.type === 'class') readClass(value, name, found);
  else if (value.type === 'new_expression') {
    aliases.set(name, value.childForFieldName('constructor')?.text ?? '');
  } else if (value.type === 'identifier' && name === 'default') {
    name = value.text;
  }
  exported(name);
}

/** A function, or the one that a wrapper is given: `asyncHandler(async (req, res) => …)`, `cache(fn)`. */
function functionWithin(value: Node): Node | undefined {
  if (FUNCTION.test(value.type)) return value;
  if (value.type !== 'call_expression') return undefined;
  const last = children(value.childForFieldName('arguments') ?? value).at(-1);
  return last && FUNCTION.test(last.type) ? last : undefined;
}

function readObject(object: Node, owner: string, found: Found): void {
  for (const part of children(object)) {
    const name = (part.childForFieldName('key') ?? part.childForFieldName('name'))?.text;
    const value = part.type === 'method_definition' ? part : part.childForFieldName('value');
    const inner = value && functionWithin(value);
    if (name !== undefined && inner) add(found, owner, name, inner);
  }
}

function readClass(declaration: Node, owner: string, found: Found): void {
  extend(
    found,
    owner,
    children(declaration).find(({ type }) => type === 'class_heritage'),
  );
  for (const member of children(declaration.childForFieldName('body') ?? declaration)) {
    const name = member.childForFieldName('name')?.text;
    const value = member.type === 'method_definition' ? member : member.childForFieldName('value');
    const inner = value && functionWithin(value);
    if (name !== undefined && inner) add(found, owner, name, inner);
  }
}

/** `exports.list = …`, `module.exports = { … }`, `module.exports = name`. */
function readAssignment(statement: Node, found: Found): void {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : null;
  if (assignment?.type !== 'assignment_expression') return;
  const target = assignment.childForFieldName('left')?.text ?? '';
  const value = assignment.childForFieldName('right');
  if (!value) return;
  const name = /^(?:module\.)?exports\.([\w$]+)$/.exec(target)?.[1];
  if (name !== undefined) {
    const inner = functionWithin(value);
    if (inner) add(found, null, name, inner);
    offer(found, value.type === 'identifier' ? value.text : name, name);
    return;
  }
  if (target !== 'module.exports') return;
  if (value.type === 'identifier') offer(found, value.text, 'default');
  else if (value.type === 'new_expression') {
    offer(found, value.childForFieldName('constructor')?.text ?? '', 'default');
  } else if (value.type === 'object') {
    for (const part of children(value)) {
      if (part.type === 'shorthand_property_identifier') offer(found, part.text, part.text);
      const key = (part.childForFieldName('key') ?? part.childForFieldName('name'))?.text;
      const member = part.type === 'method_definition' ? part : part.childForFieldName('value');
      if (key === undefined || !member) continue;
      const inner = functionWithin(member);
      if (inner) add(found, null, key, inner);
      offer(found, member.type === 'identifier' ? member.text : key, key);
    }
  } else {
    const inner = functionWithin(value);
    if (inner) {
      add(found, null, 'default', inner);
      offer(found, 'default', 'default');
    }
  }
}

function readPython(root: Node, found: Found): void {
  const read = (statements: readonly Node[], owner: string | null) => {
    for (const statement of statements) {
      const definition = statement.childForFieldName('definition') ?? statement;
      const name = definition.childForFieldName('name')?.text;
      if (name === undefined) {
        // What stands under a condition is declared all the same.
        if (/^(?:if|try)_statement$/.test(statement.type) && owner === null) {
          for (const block of statement.namedChildren) read(children(block), null);
        }
        const assigned =
          statement.type === 'expression_statement' ? statement.firstNamedChild : null;
        const made = assigned?.type === 'assignment' ? assigned.childForFieldName('right') : null;
        const type = made?.type === 'call' ? made.childForFieldName('function')?.text : undefined;
        const instance = assigned?.childForFieldName('left')?.text;
        if (owner === null && type && instance && /^[A-Z]\w*$/.test(type))
          offer(found, type, instance);
        continue;
      }
      if (definition.type === 'function_definition') add(found, owner, name, definition);
      else if (definition.type === 'class_definition' && owner === null) {
        extend(found, name, definition.childForFieldName('superclasses'));
        read(children(definition.childForFieldName('body') ?? definition), name);
      }
      if (owner === null) offer(found, name, name);
    }
  };
  read(children(root), null);
}

function readGo(root: Node, found: Found): void {
  for (const declaration of children(root)) {
    if (declaration.type === 'type_declaration') {
      for (const type of children(declaration)) {
        embed(type, found);
        ask(type, found);
      }
    }
    const name = declaration.childForFieldName('name')?.text;
    if (name === undefined) continue;
    if (declaration.type === 'function_declaration') {
      add(found, null, name, declaration);
      offer(found, name, name);
    } else if (declaration.type === 'method_declaration') {
      const receiver = declaration.childForFieldName('receiver')?.text ?? '';
      const owner = /(?<!\w)(\w+)(?:\[[^\][]{0,200}\])?\s{0,20}\)$/.exec(receiver)?.[1];
      if (owner === undefined) continue;
      add(found, owner, name, declaration);
      offer(found, owner, owner);
    }
  }
}

/** A type that is put into a struct without a name lends it its methods, as a base does. */
function embed(type: Node, found: Found): void {
  const owner = type.childForFieldName('name')?.text;
  const struct = type.childForFieldName('type');
  if (owner === undefined || struct?.type !== 'struct_type') return;
  offer(found, owner, owner);
  const embedded = descendants(struct, ['field_declaration']).filter(
    (field) => field.parent?.parent === struct && field.childrenForFieldName('name').length === 0,
  );
  const [only] = embedded;
  const base = only?.childForFieldName('type')?.text.replace(/^\*/, '');
  // Of several the text of one file does not say which one has a method.
  if (embedded.length === 1 && base !== undefined && /^(?:\w+\.)?\w+$/.test(base)) {
    found.bases.set(owner, base);
  }
}

/** What an interface asks for; one that is put together of others is left alone. */
function ask(type: Node, found: Found): void {
  const name = type.childForFieldName('name')?.text;
  const written = type.childForFieldName('type');
  if (name === undefined || written?.type !== 'interface_type') return;
  if (!children(written).some((one) => one.childForFieldName('name'))) return;
  found.interfaces.add(name);
  offer(found, name, name);
}

/** `interface LogRepository extends JpaRepository<SysLog, Long>, JpaSpecificationExecutor<SysLog>`. */
const REPOSITORY = /\binterface\s+\w+\s+extends\s[^{}]{0,200}?Repository<\s*(\w+)\s*,/;

/** So much of a declaration is looked at for what it extends. */
const MAX_HEAD = 1000;

function readJava(root: Node, found: Found): void {
  const read = (declaration: Node) => {
    const owner = declaration.childForFieldName('name')?.text;
    if (owner === undefined) return;
    offer(found, owner, owner);
    extend(found, owner, declaration.childForFieldName('superclass'));
    const entity = REPOSITORY.exec(declaration.text.slice(0, MAX_HEAD))?.[1];
    if (entity !== undefined) found.entities.set(owner, entity);
    // Who asks for an interface of Spring is given its implementation; where there are several, nobody is.
    const interfaces = declaration.childForFieldName('interfaces')?.text ?? '';
    for (const name of interfaces.match(/\b[A-Z]\w*/g) ?? []) offer(found, owner, name);
    for (const member of children(declaration.childForFieldName('body') ?? declaration)) {
      const name = member.childForFieldName('name')?.text;
      if (/^(?:method|constructor)_declaration$/.test(member.type) && name !== undefined) {
        add(found, owner, name, member);
      } else if (/^(?:class|record|interface)_declaration$/.test(member.type)) read(member);
    }
  };
  for (const declaration of children(root)) {
    if (/^(?:class|record|interface|enum)_declaration$/.test(declaration.type)) read(declaration);
  }
}

/** What a Go method calls the value it is called on. */
export function receiverOfGo({ node }: DeclaredFunction): string | undefined {
  return /^\(\s*(\w+)\s/.exec(node.childForFieldName('receiver')?.text ?? '')?.[1];
}
