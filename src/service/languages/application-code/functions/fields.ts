import type { Grammar } from '../grammars';
import type { Node } from '../syntax/node';
import { children, descendants, keptWith } from '../tree';

/** The classes of fields and properties, by the class they belong to; a field of two classes has none. */
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
  }
  return found;
}

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
          parameter.childForFieldName('type')?.text,
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
  if (value?.type !== 'call') return undefined;
  const made = value.childForFieldName('function')?.text ?? '';
  return /^(?:\w+\.)?[A-Z]\w*$/.test(made) ? made : undefined;
}

function ofGo(declaration: Node, add: Add): void {
  const struct = declaration.childForFieldName('type');
  if (struct?.type !== 'struct_type') return;
  for (const field of descendants(struct, ['field_declaration'])) {
    for (const name of field.childrenForFieldName('name')) {
      add(name.text, field.childForFieldName('type')?.text);
    }
  }
}

function ofJava(declaration: Node, add: Add): void {
  for (const member of membersOf(declaration)) {
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
