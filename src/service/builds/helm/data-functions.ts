import { readYaml } from '../../syntax/yaml';
import { tableOf } from '../../text/tables';
import {
  argument,
  closedMapOf,
  computed,
  integerOf,
  listOf,
  mapOf,
  type TemplateFunction,
  textOf,
  Undecided,
} from './arguments';
import { ropeValue } from './text-functions';
import {
  bool,
  compareBytes,
  copied,
  type ListValue,
  list,
  type MapValue,
  map,
  NIL,
  plainOfRope,
  printedValue,
  RenderFailure,
  sortedKeys,
  text,
  truth,
  UNORDERED,
  unknown,
  unknownIn,
  type Value,
  valueOf,
} from './values';
import { jsonText, yamlRope } from './yaml-text';

/** Whether sprig takes a value for empty. */
function isEmpty(value: Value): boolean {
  const isTrue = truth(value);
  if (isTrue === undefined) throw new Undecided(unknownIn(value) ?? 'it cannot be told');
  return !isTrue;
}

/** Values that are one in Go (`reflect.DeepEqual`). */
export function isSame(a: Value, b: Value): boolean {
  const why = unknownIn(a) ?? unknownIn(b);
  if (why !== undefined) throw new Undecided(why);
  if (a.kind === 'text' && b.kind === 'text') return plainOfRope(a.rope) === plainOfRope(b.rope);
  if (a.kind === 'number' && b.kind === 'number') return a.type === b.type && a.value === b.value;
  if (a.kind === 'bool' && b.kind === 'bool') return a.value === b.value;
  if (a.kind === 'list' && b.kind === 'list')
    return (
      a.items.length === b.items.length &&
      a.items.every((item, at) => isSame(item, b.items[at] ?? NIL))
    );
  if (a.kind === 'map' && b.kind === 'map')
    return (
      a.entries.size === b.entries.size &&
      [...a.entries].every(([key, value]) => {
        const other = b.entries.get(key);
        return other !== undefined && isSame(value, other);
      })
    );
  return a.kind === 'nil' && b.kind === 'nil';
}

/** Whether two plain values are equal, as `eq` has it. */
function isEqual(a: Value, b: Value): boolean {
  for (const value of [a, b]) {
    const why = unknownIn(value);
    if (why !== undefined) throw new Undecided(why);
    if (value.kind === 'map' || value.kind === 'list')
      throw new RenderFailure('non-comparable type');
  }
  if (a.kind === 'nil' || b.kind === 'nil') return a.kind === b.kind;
  if (a.kind === 'number' && b.kind === 'number') {
    if ((a.type === 'float64') !== (b.type === 'float64'))
      throw new RenderFailure('incompatible types for comparison');
    return a.value === b.value;
  }
  if (a.kind !== b.kind) throw new RenderFailure('incompatible types for comparison');
  return isSame(a, b);
}

function order(args: readonly Value[]): number {
  const [a, b] = [argument(args, 0), argument(args, 1)];
  if (a.kind === 'number' && b.kind === 'number') {
    if ((a.type === 'float64') !== (b.type === 'float64'))
      throw new RenderFailure('incompatible types for comparison');
    return a.value - b.value;
  }
  if (a.kind === 'text' && b.kind === 'text') return compareBytes(textOf(args, 0), textOf(args, 1));
  throw new RenderFailure('incompatible types for comparison');
}

function compared(holds: (order: number) => boolean): TemplateFunction {
  return (args) => bool(holds(order(args)), computed(args));
}

/** Lays maps into the first one: `merge` keeps what is there, `mergeOverwrite` does not. */
function mergedInto(target: MapValue, source: MapValue, overwrites: boolean): void {
  for (const [key, value] of source.entries) {
    const own = target.entries.get(key);
    if (own?.kind === 'map' && value.kind === 'map') {
      const inner = { ...own, entries: new Map(own.entries), open: own.open ?? value.open };
      mergedInto(inner, value, overwrites);
      target.entries.set(key, inner);
      continue;
    }
    // A value that Go takes for empty is laid over nothing, and is laid over by anything.
    const isFree = own === undefined || truth(own) === false;
    const counts = truth(value) !== false;
    if (own?.kind === 'unknown' || (truth(own ?? NIL) === undefined && own)) {
      target.entries.set(key, unknown('one of two maps decides it', value.trail));
    } else if (own === undefined || (overwrites ? counts : isFree && counts))
      target.entries.set(key, value);
  }
}

function merging(overwrites: boolean): TemplateFunction {
  return (args, { isUncertain }) => {
    const target = mapOf(args, 0);
    const sources = args.slice(1).map((_, index) => closedMapOf(args, index + 1));
    if (isUncertain) {
      const all = [
        ...target.entries.keys(),
        ...sources.flatMap(({ entries }) => [...entries.keys()]),
      ];
      for (const key of all) target.entries.set(key, unknown('it may be set under a condition'));
      return target;
    }
    for (const source of sources) mergedInto(target, source, overwrites);
    return target;
  };
}

/** The value that keys lead to in a list or map. */
function indexed(args: readonly Value[]): Value {
  let at = argument(args, 0);
  for (const key of args.slice(1)) {
    if (at.kind === 'unknown') throw new Undecided(at.why);
    if (key.kind === 'unknown') throw new Undecided(key.why);
    if (at.kind === 'map') {
      const name = textOf([key], 0);
      const found = at.entries.get(name);
      if (found === undefined && at.open !== null) throw new Undecided(at.open);
      at = found ?? NIL;
    } else if (at.kind === 'list') {
      if (key.kind !== 'number') throw new RenderFailure('cannot index a list with a text');
      const found = at.items[key.value];
      if (found === undefined) throw new RenderFailure('error calling index: index out of range');
      at = found;
    } else if (at.kind === 'nil')
      throw new RenderFailure('error calling index: index of untyped nil');
    else throw new RenderFailure(`can't index item of type ${at.kind}`);
  }
  return at;
}

function names(args: readonly Value[], from: number): readonly string[] {
  return args.slice(from).map((_, index) => textOf(args, index + from));
}

/** Only some keys of a map. */
function filtered(keeps: (key: string, names: readonly string[]) => boolean): TemplateFunction {
  return (args) => {
    const { entries, trail } = closedMapOf(args, 0);
    const keys = names(args, 1);
    return map(
      [...entries].filter(([key]) => keeps(key, keys)),
      trail,
    );
  };
}

/** Some items of a list. */
function part(take: (items: readonly Value[]) => readonly Value[]): TemplateFunction {
  return (args) => {
    const own = argument(args, 0);
    if (own.kind === 'nil') throw new RenderFailure('Cannot find the items of nil');
    const { items, trail } = listOf(args, 0);
    return list(take(items), trail);
  };
}

function has(items: readonly Value[], wanted: Value): boolean {
  return items.some((item) => isSame(item, wanted));
}

function sortedTexts({ items, trail }: ListValue): Value {
  const own = items.map((item) => {
    const printed = printedValue(item);
    if (printed === undefined) throw new Undecided('an item cannot be told');
    return [printed, item] as const;
  });
  const ordered = own.sort(([a], [b]) => compareBytes(a, b));
  return list(
    ordered.map(([printed, item]) => (item.kind === 'text' ? item : text(printed, item.trail))),
    trail,
  );
}

/** What Go calls the kind of a value. */
function kindOf(value: Value): string {
  switch (value.kind) {
    case 'nil':
      return 'invalid';
    case 'text':
      return 'string';
    case 'list':
      return 'slice';
    case 'number':
      return value.type;
    case 'unknown':
      throw new Undecided(value.why);
    case 'special':
      throw new Undecided(`${value.name} is no value`);
    default:
      return value.kind;
  }
}

function typeOf(value: Value): string {
  const kind = kindOf(value);
  const types = tableOf<string>({
    invalid: '<nil>',
    slice: '[]interface {}',
    map: 'map[string]interface {}',
  });
  return types[kind] ?? kind;
}

/** A text of YAML or JSON as a value. */
function parsed(args: readonly Value[]): Value {
  const own = textOf(args, 0);
  const { documents, problems } = readYaml(own, { uri: '' });
  if (problems.length > 0 || documents.length > 1)
    throw new Undecided('a text of YAML cannot be read');
  const [first] = documents;
  return first ? withTrail(valueOf(first), args) : NIL;
}

function withTrail(value: Value, args: readonly Value[]): Value {
  const trail = computed(args);
  if (value.kind === 'map')
    return map(
      [...value.entries].map(([key, each]) => [key, withTrail(each, args)] as const),
      trail,
      value.open,
    );
  if (value.kind === 'list')
    return list(
      value.items.map((each) => withTrail(each, args)),
      trail,
    );
  if (value.kind === 'text') return text(plainOfRope(value.rope) ?? '', trail);
  return { ...value, trail };
}

function changing(
  change: (target: MapValue, key: string, args: readonly Value[], isUncertain: boolean) => void,
): TemplateFunction {
  return (args, { isUncertain }) => {
    const target = mapOf(args, 0);
    const key = textOf(args, 1);
    change(target, key, args, isUncertain);
    return target;
  };
}

const MAYBE = 'it may be set under a condition that cannot be told';

/** Functions of maps, lists, decisions and their texts. */
export const DATA_FUNCTIONS = tableOf<TemplateFunction>({
  default: (args) => {
    const [otherwise = NIL, value = NIL] = args;
    if (args.length < 2) return otherwise;
    return isEmpty(value) ? otherwise : value;
  },
  empty: (args) => bool(isEmpty(args[0] ?? NIL), computed(args)),
  coalesce: (args) => args.find((value) => !isEmpty(value)) ?? NIL,
  ternary: (args) => {
    const [yes = NIL, no = NIL] = args;
    const test = argument(args, 2);
    if (test.kind !== 'bool') throw new RenderFailure('wrong type for value; expected bool');
    return test.value ? yes : no;
  },
  all: (args) => bool(args.every((value) => !isEmpty(value))),
  any: (args) => bool(args.some((value) => !isEmpty(value))),
  not: (args) => bool(isEmpty(argument(args, 0)), computed(args)),
  required: (args) => {
    const value = args[1] ?? NIL;
    // It asks whoever releases the chart for what no file here gives.
    const isMissing =
      value.kind === 'nil' || (value.kind === 'text' && plainOfRope(value.rope) === '');
    if (isMissing) throw new Undecided(`no file here gives it: ${textOf(args, 0)}`);
    return value;
  },
  fail: (args) => {
    throw new RenderFailure(textOf(args, 0));
  },
  eq: (args) => {
    const first = argument(args, 0);
    if (args.length < 2) throw new RenderFailure('missing argument for comparison');
    return bool(
      args.slice(1).some((value) => isEqual(first, value)),
      computed(args),
    );
  },
  ne: (args) => bool(!isEqual(argument(args, 0), argument(args, 1)), computed(args)),
  lt: compared((each) => each < 0),
  le: compared((each) => each <= 0),
  gt: compared((each) => each > 0),
  ge: compared((each) => each >= 0),
  deepEqual: (args) => bool(isSame(argument(args, 0), argument(args, 1)), computed(args)),
  toYaml: (args) => ropeValue(yamlRope(args[0] ?? NIL)),
  toJson: (args) => json(args),
  mustToJson: (args) => json(args),
  toRawJson: (args) => json(args, false),
  toPrettyJson: (args) => json(args, true, '  '),
  fromYaml: (args) => {
    const value = parsed(args);
    if (value.kind === 'nil') return map([]);
    if (value.kind !== 'map') throw new Undecided('a text of YAML is no map');
    return value;
  },
  fromYamlArray: (args) => {
    const value = parsed(args);
    if (value.kind !== 'list') throw new Undecided('a text of YAML is no list');
    return value;
  },
  fromJson: (args) => {
    const value = parsed(args);
    if (value.kind !== 'map') throw new Undecided('a text of JSON is no map');
    return value;
  },
  fromJsonArray: (args) => {
    const value = parsed(args);
    if (value.kind !== 'list') throw new Undecided('a text of JSON is no list');
    return value;
  },
  include: (args, { include }) => {
    const rope = include(textOf(args, 0), args[1] ?? NIL);
    return { kind: 'text', rope, trail: [] };
  },
  tpl: (args, { evaluateText }) => {
    const own = textOf(args, 0);
    const value = argument(args, 0);
    if (!own.includes('{{')) return value;
    const rope = evaluateText(own, args[1] ?? NIL);
    return ropeValue(
      rope.map((piece) =>
        piece.trail.length > 0 ? piece : { ...piece, trail: computed([value]) },
      ),
    );
  },
  lookup: () => map([]),
  dict: (args) => {
    const entries = new Map<string, Value>();
    for (let at = 0; at < args.length; at += 2) {
      const key = args[at] as Value;
      if (key.kind === 'unknown') throw new Undecided(key.why);
      const printed = printedValue(key);
      if (printed === undefined) throw new Undecided('a key cannot be told');
      entries.set(printed, args[at + 1] ?? text(''));
    }
    return map(entries, computed([...entries.values()].slice(0, 1)));
  },
  list: (args) => list(args),
  tuple: (args) => list(args),
  set: changing((target, key, args, isUncertain) => {
    target.entries.set(key, isUncertain ? unknown(MAYBE) : (args[2] ?? NIL));
  }),
  unset: changing((target, key, _, isUncertain) => {
    if (isUncertain) target.entries.set(key, unknown(MAYBE));
    else target.entries.delete(key);
  }),
  get: (args) => {
    const own = mapOf(args, 0);
    const found = own.entries.get(textOf(args, 1));
    if (found === undefined && own.open !== null) throw new Undecided(own.open);
    return found ?? text('');
  },
  hasKey: (args) => {
    const own = mapOf(args, 0);
    const key = textOf(args, 1);
    const found = own.entries.get(key);
    if (found === undefined && own.open !== null) throw new Undecided(own.open);
    if (found?.kind === 'unknown' && found.why === MAYBE) throw new Undecided(MAYBE);
    return bool(found !== undefined, computed(args));
  },
  keys: (args) => {
    const maps = args.map((_, index) => closedMapOf(args, index));
    const found = maps.flatMap(sortedKeys);
    const items = found.map((key) => text(key));
    return { ...list(items), ...(items.length > 1 ? { isUnordered: true } : {}) };
  },
  values: (args) => {
    const own = closedMapOf(args, 0);
    if (own.entries.size > 1) throw new Undecided(UNORDERED);
    return list([...own.entries.values()], own.trail);
  },
  pick: filtered((key, keys) => keys.includes(key)),
  omit: filtered((key, keys) => !keys.includes(key)),
  merge: merging(false),
  mergeOverwrite: merging(true),
  mustMerge: merging(false),
  mustMergeOverwrite: merging(true),
  deepCopy: (args) => copied(argument(args, 0)),
  mustDeepCopy: (args) => copied(argument(args, 0)),
  dig: (args) => {
    const own = argument(args, args.length - 1);
    let at: Value = own;
    const path = names(args.slice(0, -2), 0);
    for (const key of path) {
      if (at.kind === 'unknown') throw new Undecided(at.why);
      if (at.kind !== 'map') throw new RenderFailure('dig: no map on the way');
      const found: Value | undefined = at.entries.get(key);
      if (found === undefined && at.open !== null) throw new Undecided(at.open);
      if (found === undefined) return args.at(-2) ?? NIL;
      at = found;
    }
    return at;
  },
  index: indexed,
  slice: (args) => {
    const from = args.length > 1 ? integerOf(args, 1) : 0;
    const own = argument(args, 0);
    if (own.kind === 'text') {
      const whole = textOf(args, 0);
      const to = args.length > 2 ? integerOf(args, 2) : whole.length;
      if (/[^\x20-\x7E\s]/.test(whole)) throw new Undecided('it is cut by bytes');
      if (from > to || to > whole.length) throw new RenderFailure('index out of range');
      return text(whole.slice(from, to), computed(args));
    }
    const { items, trail } = listOf(args, 0);
    const to = args.length > 2 ? integerOf(args, 2) : items.length;
    if (from > to || to > items.length) throw new RenderFailure('index out of range');
    return list(items.slice(from, to), trail);
  },
  first: (args) => listOf(args, 0).items[0] ?? NIL,
  last: (args) => listOf(args, 0).items.at(-1) ?? NIL,
  rest: part((items) => items.slice(1)),
  initial: part((items) => items.slice(0, -1)),
  reverse: part((items) => [...items].reverse()),
  uniq: part((items) => {
    const kept: Value[] = [];
    for (const item of items) if (!has(kept, item)) kept.push(item);
    return kept;
  }),
  compact: part((items) => items.filter((item) => !isEmpty(item))),
  append: (args) => list([...listOf(args, 0).items, args[1] ?? NIL], listOf(args, 0).trail),
  prepend: (args) => list([args[1] ?? NIL, ...listOf(args, 0).items], listOf(args, 0).trail),
  concat: (args) => list(args.flatMap((_, index) => listOf(args, index).items)),
  without: (args) => {
    const { items, trail } = listOf(args, 0);
    return list(
      items.filter((item) => !has(args.slice(1), item)),
      trail,
    );
  },
  has: (args) => {
    const own = argument(args, 1);
    if (own.kind === 'nil') return bool(false);
    return bool(has(listOf(args, 1, false).items, argument(args, 0)), computed(args));
  },
  sortAlpha: (args) => {
    const own = argument(args, 0);
    if (own.kind !== 'list') throw new Undecided('it is no list');
    return sortedTexts(own);
  },
  kindOf: (args) => text(kindOf(args[0] ?? NIL), computed(args)),
  kindIs: (args) => bool(kindOf(args[1] ?? NIL) === textOf(args, 0), computed(args)),
  typeOf: (args) => text(typeOf(args[0] ?? NIL), computed(args)),
  typeIs: (args) => bool(typeOf(args[1] ?? NIL) === textOf(args, 0), computed(args)),
  typeIsLike: (args) => bool(typeOf(args[1] ?? NIL) === textOf(args, 0), computed(args)),
});

function json(args: readonly Value[], isEscaped = true, indent?: string): Value {
  const value = args[0] ?? NIL;
  const why = unknownIn(value);
  if (why !== undefined) throw new Undecided(why);
  return text(jsonText(value, isEscaped, indent), computed(args));
}
