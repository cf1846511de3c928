import {
  type DataNode,
  dataList,
  dataMap,
  dataText,
  dataUnknown,
  dataValue,
  type Trail,
} from '../../syntax/data-node';
import { readYaml } from '../../syntax/yaml';
import { tableOf } from '../../text/tables';

/** What a function of Terraform makes of values that are all known; `undefined`: it cannot be told. */
export type TerraformFunction = (args: readonly DataNode[], trail: Trail) => DataNode | undefined;

type Plain = string | number | boolean | null;

function plain(node: DataNode | undefined): Plain | undefined {
  return node?.kind === 'scalar' ? node.value : undefined;
}

/** A scalar as a text, as Terraform converts it. */
export function asText(node: DataNode | undefined): string | undefined {
  const value = plain(node);
  return value === undefined || value === null ? undefined : String(value);
}

/** A scalar as a number. */
export function asNumber(node: DataNode | undefined): number | undefined {
  const value = plain(node);
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** Items of a list, or values of a map in the order of its keys. */
export function itemsIn(node: DataNode | undefined): readonly DataNode[] | undefined {
  if (node?.kind === 'list') return node.open ? undefined : node.items;
  if (node?.kind === 'map')
    return node.open ? undefined : sortedEntries(node).map(([, item]) => item);
  return undefined;
}

/** Entries in the order in which Terraform walks a map. */
export function sortedEntries(node: DataNode): readonly (readonly [string, DataNode])[] {
  return node.kind === 'map' ? [...node.entries].sort(([a], [b]) => (a < b ? -1 : 1)) : [];
}

const text = (of: (...args: string[]) => string | undefined): TerraformFunction => {
  return (args, trail) => {
    const texts = args.map(asText);
    if (texts.some((each) => each === undefined)) return undefined;
    const result = of(...(texts as string[]));
    return result === undefined ? undefined : dataText(result, trail);
  };
};

const number = (of: (...args: number[]) => number): TerraformFunction => {
  return (args, trail) => {
    const [only] = args;
    const all = args.length === 1 && only?.kind === 'list' ? only.items : args;
    const numbers = all.map(asNumber);
    if (numbers.length === 0 || numbers.some((each) => each === undefined)) return undefined;
    return dataValue(of(...(numbers as number[])), trail);
  };
};

const list = (
  of: (items: readonly DataNode[]) => readonly DataNode[] | undefined,
): TerraformFunction => {
  return ([first], trail) => {
    const items = itemsIn(first);
    const result = items && of(items);
    return result && dataList(result, trail);
  };
};

function unique(items: readonly DataNode[]): readonly DataNode[] | undefined {
  if (items.some(({ kind }) => kind !== 'scalar')) return undefined;
  return [...new Map(items.map((item) => [asText(item), item])).values()];
}

function flat(items: readonly DataNode[]): readonly DataNode[] {
  return items.flatMap((item) => (item.kind === 'list' ? flat(item.items) : [item]));
}

function isEmpty(node: DataNode): boolean {
  return node.kind === 'scalar' && (node.value === null || node.value === '');
}

/** A text of JSON or YAML as a value. */
export function decoded(source: string, trail: Trail): DataNode | undefined {
  const [step] = trail;
  const { documents, problems } = readYaml(source, { uri: step?.uri ?? '' });
  const [document] = documents;
  return document && problems.length === 0 ? at(document, trail) : undefined;
}

/** All of it stands where its text does. */
function at(node: DataNode, trail: Trail): DataNode {
  switch (node.kind) {
    case 'list':
      return { ...node, trail, items: node.items.map((item) => at(item, trail)) };
    case 'map':
      return {
        ...node,
        trail,
        entries: new Map([...node.entries].map(([key, value]) => [key, at(value, trail)])),
      };
    default:
      return { ...node, trail };
  }
}

const same: TerraformFunction = ([first]) => first;

/** Functions by their documentation; what is not here is not known. */
export const FUNCTIONS = tableOf<TerraformFunction>({
  tostring: ([first], trail) => {
    const value = asText(first);
    return value === undefined ? undefined : dataText(value, first?.trail ?? trail);
  },
  tonumber: ([first], trail) => {
    const value = asNumber(first);
    return value === undefined ? undefined : dataValue(value, first?.trail ?? trail);
  },
  tobool: ([first], trail) => {
    const value = asText(first);
    return value === 'true' || value === 'false'
      ? dataValue(value === 'true', first?.trail ?? trail)
      : undefined;
  },
  tolist: list((items) => items),
  // A set is walked in the order of its texts.
  toset: list((items) =>
    unique(items)?.toSorted((a, b) => ((asText(a) ?? '') < (asText(b) ?? '') ? -1 : 1)),
  ),
  tomap: same,
  nonsensitive: same,
  sensitive: same,
  // Who reads the text decodes it.
  jsonencode: same,
  yamlencode: same,
  base64encode: same,
  base64decode: same,
  jsondecode: ([first], trail) => {
    if (first?.kind === 'list' || first?.kind === 'map') return first;
    const source = asText(first);
    return source === undefined ? undefined : decoded(source, trail);
  },
  yamldecode: ([first], trail) => {
    const source = asText(first);
    return source === undefined ? undefined : decoded(source, trail);
  },
  lower: text((value) => value.toLowerCase()),
  upper: text((value) => value.toUpperCase()),
  title: text((value) => value.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())),
  trimspace: text((value) => value.trim()),
  trimprefix: text((value, prefix = '') =>
    value.startsWith(prefix) ? value.slice(prefix.length) : value,
  ),
  trimsuffix: text((value, suffix = '') =>
    suffix !== '' && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value,
  ),
  replace: text((value, from = '', to = '') =>
    /^\/.*\/$/.test(from) ? undefined : value.replaceAll(from, to),
  ),
  chomp: text((value) => {
    let end = value.length;
    while (end > 0 && (value[end - 1] === '\n' || value[end - 1] === '\r')) end--;
    return value.slice(0, end);
  }),
  basename: text((value) => value.slice(value.lastIndexOf('/') + 1)),
  substr: ([first, offset, length], trail) => {
    const [value, start, count] = [asText(first), asNumber(offset), asNumber(length)];
    if (value === undefined || start === undefined || count === undefined) return undefined;
    return dataText(count < 0 ? value.slice(start) : value.slice(start, start + count), trail);
  },
  format: ([form, ...args], trail) => {
    const pattern = asText(form);
    const texts = args.map(asText);
    if (pattern === undefined || texts.some((each) => each === undefined)) return undefined;
    if (/%[^sdv%]/.test(pattern)) return undefined;
    let index = 0;
    return dataText(
      pattern.replace(/%[sdv%]/g, (verb) => (verb === '%%' ? '%' : (texts[index++] ?? ''))),
      trail,
    );
  },
  join: ([separator, items], trail) => {
    const texts = itemsIn(items)?.map(asText);
    const between = asText(separator);
    if (between === undefined || !texts || texts.some((each) => each === undefined))
      return undefined;
    return dataText(texts.join(between), trail);
  },
  split: ([separator, value], trail) => {
    const [between, whole] = [asText(separator), asText(value)];
    if (!between || whole === undefined) return undefined;
    return dataList(
      whole.split(between).map((part) => dataText(part, trail)),
      trail,
    );
  },
  startswith: ([value, prefix], trail) => {
    const [whole, start] = [asText(value), asText(prefix)];
    if (whole === undefined || start === undefined) return undefined;
    return dataValue(whole.startsWith(start), trail);
  },
  endswith: ([value, suffix], trail) => {
    const [whole, end] = [asText(value), asText(suffix)];
    if (whole === undefined || end === undefined) return undefined;
    return dataValue(whole.endsWith(end), trail);
  },
  max: number(Math.max),
  min: number(Math.min),
  ceil: number(Math.ceil),
  floor: number(Math.floor),
  abs: number(Math.abs),
  sum: number((...all) => all.reduce((total, each) => total + each, 0)),
  length: ([first], trail) => {
    const items = itemsIn(first);
    const value = asText(first);
    if (items) return dataValue(items.length, trail);
    return value === undefined ? undefined : dataValue(value.length, trail);
  },
  keys: ([first], trail) =>
    first?.kind === 'map' && !first.open
      ? dataList(
          sortedEntries(first).map(([key]) => dataText(key, trail)),
          trail,
        )
      : undefined,
  values: list((items) => items),
  flatten: list(flat),
  compact: list((items) => items.filter((item) => !isEmpty(item))),
  distinct: list(unique),
  reverse: list((items) => items.toReversed()),
  sort: list((items) => {
    const texts = items.map(asText);
    return texts.some((each) => each === undefined)
      ? undefined
      : items.toSorted((a, b) => ((asText(a) ?? '') < (asText(b) ?? '') ? -1 : 1));
  }),
  concat: (args, trail) => {
    const all = args.map(itemsIn);
    return all.some((each) => each === undefined)
      ? undefined
      : dataList(
          all.flatMap((each) => each ?? []),
          trail,
        );
  },
  merge: (args, trail) =>
    args.every((each) => each.kind === 'map')
      ? dataMap(
          args.flatMap((each) => [...each.entries]),
          trail,
          args.map(({ open }) => open).find((open) => open !== null) ?? null,
        )
      : undefined,
  lookup: ([map, key, otherwise]) => {
    const name = asText(key);
    if (map?.kind !== 'map' || name === undefined) return undefined;
    return map.entries.get(name) ?? (map.open ? undefined : otherwise);
  },
  element: ([first, index]) => {
    const [items, at] = [itemsIn(first), asNumber(index)];
    return items && at !== undefined && items.length > 0 ? items[at % items.length] : undefined;
  },
  slice: ([first, start, end], trail) => {
    const [items, from, to] = [itemsIn(first), asNumber(start), asNumber(end)];
    return items && from !== undefined && to !== undefined
      ? dataList(items.slice(from, to), trail)
      : undefined;
  },
  contains: ([first, value], trail) => {
    const [texts, wanted] = [itemsIn(first)?.map(asText), asText(value)];
    if (!texts || wanted === undefined || texts.some((each) => each === undefined))
      return undefined;
    return dataValue(texts.includes(wanted), trail);
  },
  one: ([first], trail) => {
    const items = itemsIn(first);
    if (!items || items.length > 1) return undefined;
    return items[0] ?? dataValue(null, trail);
  },
  coalesce: (args) => args.find((each) => !isEmpty(each)),
  coalescelist: (args) => args.find((each) => (itemsIn(each)?.length ?? 0) > 0),
  zipmap: ([keys, values], trail) => {
    const [names, items] = [itemsIn(keys)?.map(asText), itemsIn(values)];
    if (!names || !items || names.some((each) => each === undefined)) return undefined;
    return dataMap(
      names.map((name, index) => [
        name ?? '',
        items[index] ?? dataUnknown('its value is not written', trail),
      ]),
      trail,
    );
  },
  range: (args, trail) => {
    const numbers = args.map(asNumber);
    if (numbers.some((each) => each === undefined) || args.length > 2) return undefined;
    const [from, to] =
      args.length === 1 ? [0, numbers[0] ?? 0] : [numbers[0] ?? 0, numbers[1] ?? 0];
    if (to - from > 1000) return undefined;
    return dataList(
      Array.from({ length: Math.max(0, to - from) }, (_, index) => dataValue(from + index, trail)),
      trail,
    );
  },
});
