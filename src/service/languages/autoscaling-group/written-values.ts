import { type Field, known, type Located, unknown } from '../../contracts/field';
import { type Body, isTemplated, read, simplified } from './fields';
import { itemsOf, type Node, refOf, textOf } from './tree';

/**
 * A text that may name other resources. Where it does, the field is unknown, and its expression is the
 * text with `${Resource.Attribute}` where something is filled in.
 */
export function writtenText(body: Body, key: string): Field<string> {
  const field = read(body, key, (node) =>
    node.kind === 'scalar' && !isTemplated(node.value) ? String(node.value) : undefined,
  );
  if (field.state !== 'unknown' || body.node === undefined) return field;
  const node = body.node.members.find((member) => member.key === key)?.value;
  const expression = node && expressionOf(simplified(node));
  return expression === undefined ? field : { ...field, expression };
}

/** A value of a list that has no key of its own. */
export function writtenItem(node: Node, path: string): Field<string> {
  const plain = simplified(node);
  if (plain.kind === 'scalar' && !isTemplated(plain.value)) {
    return { state: 'known', value: String(plain.value), origin: 'declared', at: node.at, path };
  }
  const field = unknown('it is filled in', node.at, path);
  const expression = expressionOf(plain);
  return expression === undefined ? field : { ...field, expression };
}

/** The text of a node with `${…}` where another resource fills it in; `undefined` for what is neither. */
export function expressionOf(node: Node): string | undefined {
  if (node.kind === 'scalar') return String(node.value);
  if (node.kind !== 'intrinsic') return undefined;
  const ref = refOf(node);
  if (ref !== undefined) return `\${${ref}}`;
  const { argument, name } = node;
  switch (name) {
    case 'Fn::GetAtt': {
      const parts = itemsOf(argument).map(textOf);
      const path = parts.length > 0 ? parts.join('.') : textOf(argument);
      return path === undefined ? undefined : `\${${path}}`;
    }
    case 'Fn::Sub':
      return textOf(argument) ?? textOf(itemsOf(argument)[0]);
    case 'Fn::Join': {
      const [separator, items] = itemsOf(argument);
      const parts = itemsOf(items).map((item) => expressionOf(simplified(item)) ?? '${?}');
      return items?.kind === 'array' ? parts.join(textOf(separator) ?? '') : undefined;
    }
    default:
      return undefined;
  }
}

/** People know a resource by the last part of its id where AWS makes the name up. */
export function named(id: string, path: string, place: Located): Field<string> {
  // What a build makes of a module is called after it: `cluster--web`.
  return known(id.split(/\.|--/).at(-1) ?? '', place.at, path, 'derived');
}
