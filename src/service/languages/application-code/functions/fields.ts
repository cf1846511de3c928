import type { Grammar } from '../grammars';
import type { Node } from '../syntax/node';
import { children, descendants, keptWith } from '../tree';

/**
 * The classes of fields and properties, by the class they belong to; a field of two classes has none. What a method
 * gives stands under its name with `()`, what a function gives under its own name and `()`.
 */
export type Fields = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The fields of a text that cannot be parsed. */
export const NO_FIELDS: Fields = new Map();

/** Reads what the fields of a file's classes are declared as, or made of. */
export function fieldsOf(root: Node, grammar: Grammar): Fields {
  const read = READERS[grammar];
  const found = new Map<string, ReadonlyMap<string, string>>();
  for (const statement of children(root)) {
    const declaration =
      statement.childForFieldName('declaration') ??
      statement.childForFieldName('definition') ??
      statement;
    for (const type of declaration.type === 'type_declaration'
      ? children(declaration)
      : [declaration]) {
      const owner = TYPES.test(type.type) && type.childForFieldName('name')?.text;
      if (owner) found.set(owner, read(type));
    }
    const given = FUNCTIONS.test(declaration.type) ? givenBy(declaration) : undefined;
    const name = given === undefined ? undefined : declaration.childForFieldName('name')?.text;
    if (given !== undefined && name !== undefined) found.set(name, new Map([['()', given]]));
  }
  return found;
}

/** Functions of JavaScript and Python; Go says what one makes in its name. */
const FUNCTIONS = /^function_d(?:eclaration|efinition)$/;

/** The class that a function gives: the one it is declared to, or the only one that it makes. */
const givenBy = keptWith((declaration: Node): string | undefined => {
  const declared = (
    declaration.childForFieldName('return_type') ?? declaration.childForFieldName('result')
  )?.text;
  if (declared !== undefined) {
    const awaited = /^(?::\s*)?(?:Promise|Awaitable|Coroutine)[<[](.*)[>\]]$/s.exec(declared)?.[1];
    // `(model.DB, error)` of Go gives the first.
    const [first = declared] = /^\(\s*(?:\w+\s+)?([*\w.]+)/.exec(declared)?.slice(1) ?? [];
    const plain = plainType(awaited ?? first);
    return plain !== undefined && /(?:^|\.)[A-Z]/.test(plain) ? plain : undefined;
  }
  const body = declaration.childForFieldName('body');
  if (!body || body.length > MAX_BODY) return undefined;
  const made = new Set(
    descendants(body, ['return_statement']).map((given) => madeOf(given.firstNamedChild)),
  );
  const [only] = made;
  return made.size === 1 ? only : undefined;
});

/** Longer functions are not looked through for what they give. */
const MAX_BODY = 4000;

const TYPES = /^(?:abstract_)?class_d(?:eclaration|efinition)$|^type_spec$/;

type Add = (field: string | undefined, type: string | undefined) => void;

/** The fields of a class rest on its text alone. */
function reading(read: (declaration: Node, add: Add) => void) {
  return keptWith((declaration: Node): ReadonlyMap<string, string> => {
    const own = new Map<string, string | null>();
    read(declaration, (field, type) => {
      const plain = type === undefined ? undefined : plainType(type);
      if (field === undefined || plain === undefined) return;
      own.set(field, own.has(field) && own.get(field) !== plain ? null : plain);
    });
    return new Map([...own].filter((entry): entry is [string, string] => entry[1] !== null));
  });
}

/** `Users` of `Users | null`, `Optional[Users]`, `*store.Users`, `Users<Row>`; none of a list of them. */
export function plainType(type: string): string | undefined {
  const plain = type
    .replace(/^:\s*/, '')
    .replace(/^(?:Annotated|Optional)\[([\w.]+)(?![\w.]).*\]$/s, '$1')
    .replace(/^\*|\|\s*(?:null|undefined|None)\b/g, '')
    .trim();
  if (type.endsWith('[]') || plain.endsWith('[]')) return undefined;
  const named = plain.replace(/[<[].*$/s, '').trim();
  return /^(?:\w+\.)?[A-Za-z_]\w*$/.test(named) ? named : undefined;
}

function membersOf(declaration: Node): readonly Node[] {
  return children(declaration.childForFieldName('body') ?? declaration);
}

function ofJavaScript(declaration: Node, add: Add): void {
  for (const member of membersOf(declaration)) {
    const name = member.childForFieldName('name')?.text;
    if (member.type === 'method_definition' && name !== 'constructor') {
      add(`${name}()`, givenBy(member));
    }
    if (member.type === 'public_field_definition') {
      const made = member.childForFieldName('value');
      add(
        name,
        member.childForFieldName('type')?.text ??
          (made?.type === 'new_expression'
            ? made.childForFieldName('constructor')?.text
            : undefined),
      );
    } else if (name === 'constructor') {
      for (const parameter of children(member.childForFieldName('parameters') ?? member)) {
        // `private readonly users: Users` is a field.
        if (!/^(?:private|protected|public|readonly)\b/.test(parameter.text)) continue;
        add(
          parameter.childForFieldName('pattern')?.text,
          parameter.childForFieldName('type')?.text ?? madeOf(parameter.childForFieldName('value')),
        );
      }
    }
  }
}

function ofPython(declaration: Node, add: Add): void {
  for (const member of membersOf(declaration)) {
    const definition = member.childForFieldName('definition') ?? member;
    if (definition.type === 'function_definition') {
      const name = definition.childForFieldName('name')?.text;
      const isProperty =
        member !== definition &&
        /@(?:\w+\.)?(?:cached_)?property\b/.test(member.text.slice(0, 200));
      if (isProperty) add(name, definition.childForFieldName('return_type')?.text);
      else add(`${name}()`, givenBy(definition));
      if (name === '__init__') assignedIn(definition, add);
      continue;
    }
    const assigned = member.type === 'expression_statement' ? member.firstNamedChild : null;
    if (assigned?.type !== 'assignment') continue;
    add(
      assigned.childForFieldName('left')?.text,
      assigned.childForFieldName('type')?.text ?? madeOf(assigned.childForFieldName('right')),
    );
  }
}

/** `self.repos = repos` where the parameter says what it is, `self.users = Users(session)`. */
function assignedIn(definition: Node, add: Add): void {
  const parameters = new Map<string, string>();
  for (const parameter of children(definition.childForFieldName('parameters') ?? definition)) {
    const name = (parameter.childForFieldName('name') ?? parameter.firstNamedChild)?.text;
    const type = parameter.childForFieldName('type')?.text;
    if (name && type) parameters.set(name, type);
  }
  for (const assigned of descendants(definition, ['assignment'])) {
    const field = /^self\.(\w+)$/.exec(assigned.childForFieldName('left')?.text ?? '')?.[1];
    const right = assigned.childForFieldName('right');
    if (field === undefined) continue;
    const type = assigned.childForFieldName('type')?.text;
    add(field, type ?? madeOf(right) ?? parameters.get(right?.text ?? ''));
  }
}

function madeOf(value: Node | null): string | undefined {
  if (value?.type !== 'call' && value?.type !== 'new_expression') return undefined;
  const callee = value.childForFieldName('function') ?? value.childForFieldName('constructor');
  const made = callee?.text ?? '';
  return /^(?:\w+\.)?[A-Z]\w*$/.test(made) ? made : undefined;
}

function ofGo(declaration: Node, add: Add): void {
  const struct = declaration.childForFieldName('type');
  if (struct?.type === 'interface_type') {
    for (const method of children(struct)) {
      const name = method.childForFieldName('name')?.text;
      if (name !== undefined) add(`${name}()`, givenBy(method));
    }
  }
  if (struct?.type !== 'struct_type') return;
  for (const field of descendants(struct, ['field_declaration'])) {
    for (const name of field.childrenForFieldName('name')) {
      add(name.text, field.childForFieldName('type')?.text);
    }
  }
}

function ofJava(declaration: Node, add: Add): void {
  for (const member of membersOf(declaration)) {
    // What others call is told by who calls it; what a class only calls itself, by its own text.
    if (member.type === 'method_declaration' && /^(?:private|protected)\b/.test(member.text)) {
      add(`${member.childForFieldName('name')?.text}()`, member.childForFieldName('type')?.text);
    }
    if (member.type !== 'field_declaration') continue;
    for (const declarator of member.childrenForFieldName('declarator')) {
      add(declarator.childForFieldName('name')?.text, member.childForFieldName('type')?.text);
    }
  }
}

const ofJavaScriptClass = reading(ofJavaScript);

const READERS: Readonly<Record<Grammar, (declaration: Node) => ReadonlyMap<string, string>>> = {
  typescript: ofJavaScriptClass,
  tsx: ofJavaScriptClass,
  python: reading(ofPython),
  go: reading(ofGo),
  java: reading(ofJava),
};
