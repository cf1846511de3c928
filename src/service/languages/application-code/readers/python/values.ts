import { hostExpression } from '../../settings/address-host';
import type { Node } from '../../syntax/node';
import { children, descendants, rootOf, spanOf, unquoted, withSeparator } from '../../tree';
import { computedIn, type Entry, numberValue, type ObjectValue, type Value } from '../../values';

/** The values of names that are assigned once. */
export type Constants = ReadonlyMap<string, Node>;

/** Collects names that are assigned once. */
export function readConstants(root: Node): Constants {
  const constants = new Map<string, Node>();
  const twice = new Set<string>();
  for (const assignment of descendants(root, ['assignment'])) {
    const name = assignment.childForFieldName('left');
    const value = assignment.childForFieldName('right');
    if (name?.type !== 'identifier' || !value) continue;
    if (constants.has(name.text)) twice.add(name.text);
    constants.set(name.text, value);
  }
  for (const name of twice) constants.delete(name);
  return constants;
}

/** Keyword arguments as named values. */
export function settingsOf(list: Node, items: readonly Node[], constants: Constants): ObjectValue {
  const entries: Entry[] = items.flatMap((item) => {
    const name = item.childForFieldName('name');
    const value = item.childForFieldName('value');
    if (item.type !== 'keyword_argument' || !name || !value) return [];
    return [
      {
        name: name.text,
        nameAt: spanOf(name),
        value: valueOf(value, constants),
        whole: withSeparator(item),
      },
    ];
  });
  const splats = items.flatMap((item) => {
    if (item.type !== 'dictionary_splat') return [];
    // `**options`, where the name is given one dictionary.
    const given = item.firstNamedChild;
    if (given?.type === 'identifier' && isChanged(given)) return [undefined];
    const constant = given?.type === 'identifier' ? constants.get(given.text) : given;
    return [constant?.type === 'dictionary' ? dictionaryOf(constant, constants) : undefined];
  });
  const spread = splats.flatMap((splat) => splat?.entries ?? []);
  const open = splats.some((splat) => !splat || splat.open);
  return { kind: 'object', at: spanOf(list), entries: [...entries, ...spread], open };
}

/** Whether something is put into a dictionary, or taken out of it, after it was made. */
function isChanged(name: Node): boolean {
  return new RegExp(
    `(?<![\\w.])${name.text}(?:\\[[^\\]\\n]{0,100}\\]\\s{0,9}=(?!=)|\\.(?:update|setdefault|pop|clear)\\(|\\s{0,9}\\|=)`,
  ).test(rootOf(name).text);
}

/** What an expression is worth, following names that are assigned once. */
export function valueOf(node: Node, constants: Constants): Value {
  const at = spanOf(node);
  const env = envIn(node);
  switch (node.type) {
    case 'integer':
    case 'float':
      return numberValue(at, numberOf(node.text), { literal: true, env: null });
    case 'string':
      return { kind: 'string', at, value: unquoted(node) };
    case 'none':
      return { kind: 'other', at, env: null, empty: true };
    case 'dictionary':
      return dictionaryOf(node, constants);
    default: {
      const value = fold(node, constants);
      return value === undefined
        ? { kind: 'other', at, env, empty: false, ...computedIn(node.text, env) }
        : numberValue(at, value, { literal: false, ...readIn(node, constants) });
    }
  }
}

/** `{'pool_size': 5}`: keys that are texts. */
function dictionaryOf(node: Node, constants: Constants): ObjectValue {
  const parts = children(node);
  const entries: Entry[] = parts.flatMap((part) => {
    const name = part.childForFieldName('key');
    const value = part.childForFieldName('value');
    if (part.type !== 'pair' || name?.type !== 'string' || !value) return [];
    return [
      {
        name: unquoted(name),
        nameAt: spanOf(name),
        value: valueOf(value, constants),
        whole: withSeparator(part),
      },
    ];
  });
  return { kind: 'object', at: spanOf(node), entries, open: entries.length < parts.length };
}

/** A number that can be computed: `30 * 60`, `int(os.getenv('X', '5'))`, `-1`. */
function fold(node: Node, constants: Constants): number | undefined {
  const value = folded(node, constants);
  // What is beyond all numbers, or no number, is not known.
  return Number.isFinite(value) ? value : undefined;
}

function folded(node: Node, constants: Constants): number | undefined {
  switch (node.type) {
    case 'integer':
    case 'float':
      return numberOf(node.text);
    case 'string': {
      const text = unquoted(node);
      return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
    }
    case 'identifier': {
      const constant = constants.get(node.text);
      return constant && constant.type !== 'identifier' ? fold(constant, constants) : undefined;
    }
    case 'parenthesized_expression':
      return node.firstNamedChild ? fold(node.firstNamedChild, constants) : undefined;
    case 'unary_operator': {
      const value = node.childForFieldName('argument');
      const number = value ? fold(value, constants) : undefined;
      return number !== undefined && node.firstChild?.text === '-' ? -number : number;
    }
    case 'binary_operator': {
      const left = node.childForFieldName('left');
      const right = node.childForFieldName('right');
      const a = left ? fold(left, constants) : undefined;
      const b = right ? fold(right, constants) : undefined;
      if (a === undefined || b === undefined) return undefined;
      const operator = node.childForFieldName('operator')?.text;
      return operator === '*' ? a * b : operator === '+' ? a + b : undefined;
    }
    case 'call': {
      const name = node.childForFieldName('function')?.text ?? '';
      const items = children(node.childForFieldName('arguments') ?? node);
      if (/^(?:int|float)$/.test(name) && items[0]) return fold(items[0], constants);
      if (/^os\.(?:getenv|environ\.get)$/.test(name) && items[1]) return fold(items[1], constants);
      return undefined;
    }
    default:
      return undefined;
  }
}

/** The variable that an expression reads, or that the name which it is was given; and whether more decides its number. */
function readIn(node: Node, constants: Constants) {
  const constant = node.type === 'identifier' ? constants.get(node.text) : undefined;
  const read = constant ?? node;
  const env = envIn(read);
  return { env, ...computedIn(read.text, env) };
}

/** The environment variable an expression reads. */
function envIn(node: Node): string | null {
  const match =
    /\bos\.(?:getenv|environ\.get)\(\s*['"](\w+)['"]|\bos\.environ\[\s*['"](\w+)['"]/.exec(
      hostExpression(node.text) ?? node.text,
    );
  return match?.[1] ?? match?.[2] ?? null;
}

function numberOf(text: string): number {
  return Number(text.replaceAll('_', ''));
}
