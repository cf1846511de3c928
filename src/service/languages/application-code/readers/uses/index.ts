import { bitsOf, mayHold, type Node } from '../../syntax/node';
import type { Imports, Occasion, Typed, Use, Uses } from '../../uses';
import { CallUse } from './call';
import type { Dialect } from './dialects';
import { headOfLoop, loopOfCallback, nameOfFunction, parametersOf } from './heads';
import { CodeRegion } from './region';

/** What stands in a function, in the order of the text. */
interface Content {
  readonly region: CodeRegion;
  readonly uses: Use[];
  readonly typed: Typed[];
}

/** Functions that have been read. */
const contents = new WeakMap<Node, Content>();

/**
 * Reads every call of a file. What stands in a function rests on its text alone, so it is kept with
 * the function's node, and an edit reads the functions around it and no other.
 */
export function readUses(
  root: Node,
  dialect: Dialect,
  imports: Imports,
  occasionOf: (node: Node) => Occasion,
): Uses {
  const bits = bitsOf([...dialect.calls, ...Object.keys(dialect.types)]);

  const read = (node: Node, around: CodeRegion, into: Content): void => {
    if (dialect.functions.has(node.type)) {
      const { uses, typed } = functionAt(node, around);
      for (const use of uses) into.uses.push(use);
      for (const name of typed) into.typed.push(name);
    } else readHere(node, around, into);
  };

  /** The function as it stands now: only what it stands in may be another. */
  const functionAt = (node: Node, around: CodeRegion): Content => {
    const callback = loopOfCallback(node, dialect);
    const outer = callback ? new CodeRegion('loop', node, around, callback) : around;
    const name = nameOfFunction(node);
    const known = contents.get(node);
    if (known) {
      known.region.stand(outer, name);
      return known;
    }
    const region = new CodeRegion('function', node, outer, { name, binds: parametersOf(node) });
    const content = { region, uses: [], typed: [] };
    readHere(node, region, content);
    contents.set(node, content);
    return content;
  };

  const readHere = (node: Node, around: CodeRegion, into: Content): void => {
    const { type } = node;
    if (type === 'ERROR') return;
    const kind = dialect.regions[type];
    const head = kind === 'loop' ? headOfLoop(node) : {};
    const region = kind ? new CodeRegion(kind, node, around, head) : around;
    if (dialect.calls.has(type) && !node.hasError) {
      const parts = dialect.parts(node);
      if (parts) into.uses.push(new CallUse(node, parts, region, dialect, occasionOf));
    }
    const types = dialect.types[type];
    if (types) into.typed.push(...typedBy(node, types, region));
    for (const child of node.children) {
      // What holds no call and no type is not gone into.
      if (mayHold(child, bits)) read(child, region, into);
    }
  };

  const file: Content = { region: new CodeRegion('file', root, null, {}), uses: [], typed: [] };
  readHere(root, file.region, file);
  return { all: file.uses, typed: file.typed, imports };
}

/** The type of a struct that is written out, as the only value of a declaration of Go. */
function literalType(values: Node | null): string | undefined {
  const [only, ...others] = values?.namedChildren ?? [];
  const literal = only?.type === 'unary_expression' ? only.firstNamedChild : only;
  if (others.length > 0 || literal?.type !== 'composite_literal') return undefined;
  const type = literal.childForFieldName('type')?.text ?? '';
  return /^[\w.]+$/.test(type) ? type : undefined;
}

function typedBy(
  node: Node,
  [nameField, typeField]: readonly [string, string],
  region: CodeRegion,
): readonly Typed[] {
  const isShort = node.type === 'short_var_declaration';
  const value = node.childForFieldName(typeField);
  const type = isShort ? literalType(value) : value?.text.replace(/^:\s*/, '');
  // The components of a record of Java are no names of the code around it.
  if (type === undefined || node.parent?.parent?.type === 'record_declaration') return [];
  const names = nameField === '' ? [node.firstNamedChild] : node.childrenForFieldName(nameField);
  return names.flatMap((name) => {
    const text = name && (name.childForFieldName('name') ?? name).text;
    return text ? [{ name: text, type, region }] : [];
  });
}
