import type { Node } from '../syntax/node';
import { children, keptWith } from '../tree';

/** A field of a class, with what is written about it. */
export interface FieldOfRecord {
  readonly name: string;
  /** Decorators, annotations or the tag. */
  readonly marks: string;
  readonly type: string;
  /** What it is given. */
  readonly value: string;
}

/** A class, or a struct, as its text shows it. */
export interface RecordOfCode {
  readonly name: Node;
  /** What stands before its body: decorators, annotations, what it extends. */
  readonly head: string;
  readonly fields: readonly FieldOfRecord[];
  /** Assignments, nested classes and methods of its body, as they are written. */
  readonly rest: string;
  /** The body of the class that is nested in it under a name. */
  nested(name: string): string | undefined;
}

/** The classes and structs that a file declares at its top. */
export function recordsOf(root: Node): readonly RecordOfCode[] {
  return children(root).flatMap((statement) => recordsIn(statement));
}

const recordsIn = keptWith((statement: Node): readonly RecordOfCode[] => {
  if (statement.type === 'type_declaration') {
    return children(statement).flatMap((spec) => structOf(spec) ?? []);
  }
  const definition =
    statement.childForFieldName('definition') ??
    statement.childForFieldName('declaration') ??
    // `export default class` has no field.
    statement.namedChildren.find(({ type }) => type === 'class_declaration') ??
    statement;
  const body = definition.childForFieldName('body');
  const name = definition.childForFieldName('name');
  if (!/^(?:abstract_)?class_(?:definition|declaration)$/.test(definition.type) || !body || !name)
    return [];
  const head = statement.text.slice(0, body.startIndex - statement.startIndex);
  const members = children(body);
  const fields = members.flatMap((member) => fieldsOf(member));
  return [
    {
      ...{ name, head, fields },
      rest: body.text,
      nested: (wanted) =>
        members
          .find(
            (member) =>
              member.type === 'class_definition' &&
              member.childForFieldName('name')?.text === wanted,
          )
          ?.childForFieldName('body')?.text,
    },
  ];
});

function fieldsOf(member: Node): readonly FieldOfRecord[] {
  const { type } = member;
  if (type === 'expression_statement') {
    // `email: Mapped[str] = mapped_column()` of Python.
    const assignment = member.firstNamedChild;
    const name = assignment?.childForFieldName('left')?.text ?? '';
    if (assignment?.type !== 'assignment' || !/^\w+$/.test(name)) return [];
    const value = assignment.childForFieldName('right')?.text ?? '';
    return [{ name, marks: '', type: assignment.childForFieldName('type')?.text ?? '', value }];
  }
  if (type === 'public_field_definition') {
    const name = member.childForFieldName('name');
    if (!name) return [];
    return [
      {
        name: name.text,
        marks: member.text.slice(0, name.startIndex - member.startIndex),
        type: member.childForFieldName('type')?.text ?? '',
        value: member.childForFieldName('value')?.text ?? '',
      },
    ];
  }
  if (type !== 'field_declaration') return [];
  const marks = member.namedChildren.find((child) => child.type === 'modifiers')?.text ?? '';
  return member.childrenForFieldName('declarator').flatMap((declarator) => {
    const name = declarator.childForFieldName('name')?.text;
    const of = member.childForFieldName('type')?.text ?? '';
    return name === undefined ? [] : [{ name, marks, type: of, value: '' }];
  });
}

/** A struct of Go; one that is embedded is a field without a name of its own. */
function structOf(spec: Node): RecordOfCode | undefined {
  const name = spec.childForFieldName('name');
  const struct = spec.childForFieldName('type');
  if (spec.type !== 'type_spec' || !name || struct?.type !== 'struct_type') return undefined;
  const list = struct.namedChildren.find(({ type }) => type === 'field_declaration_list');
  const fields = (list ? children(list) : []).flatMap((field): readonly FieldOfRecord[] => {
    const type = field.childForFieldName('type')?.text ?? '';
    const marks = field.childForFieldName('tag')?.text ?? '';
    const names = field.childrenForFieldName('name').map(({ text }) => text);
    return (names.length === 0 ? [''] : names).map((each) => ({
      ...{ name: each, marks, type, value: '' },
    }));
  });
  return { name, head: '', fields, rest: struct.text, nested: () => undefined };
}
