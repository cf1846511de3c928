/**
 * The one data tree that configuration is read into, whatever its format: plain, immutable, without
 * offsets. Every node knows by structural paths where it comes from.
 */

/** What was done to a value at one place of its trail. */
export type How =
  | 'written'
  | 'default'
  | 'merged'
  | 'patched'
  | 'replaced'
  | 'named'
  | 'generated'
  | 'indexed'
  | 'computed'
  | 'bound'
  | 'interpolated'
  /** A template puts it in at a key of its own. */
  | 'rendered'
  /** A template takes it in with its key. */
  | 'included';

/** A structural path of a file, in the path convention of its language, and what was done there. */
export interface TrailStep {
  readonly uri: string;
  readonly path: string;
  readonly how: How;
}

/** The place that decides first, then each place the value passed. */
export type Trail = readonly TrailStep[];

/** A value of any format. */
export type DataNode = DataMap | DataList | DataScalar | DataUnknown;

/** Why something cannot be told, and the expression that hides it, where there is one. */
export interface UnknownReason {
  readonly why: string;
  readonly expression: string | null;
}

/** Named values. */
export interface DataMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, DataNode>;
  /** Set where something unknown may add keys. */
  readonly open: UnknownReason | null;
  readonly trail: Trail;
}

/** Values in order. */
export interface DataList {
  readonly kind: 'list';
  readonly items: readonly DataNode[];
  /** Set where something unknown may add items. */
  readonly open: UnknownReason | null;
  readonly trail: Trail;
}

/** A single value. */
export interface DataScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it is written, without quotes and escapes: `0644` is the number 420. */
  readonly text: string;
  /** Written as a text: quotes, a block scalar, a tag. */
  readonly quoted: boolean;
  readonly trail: Trail;
}

/** Something that is there and cannot be told. */
export interface DataUnknown extends UnknownReason {
  readonly kind: 'unknown';
  /** Every run invents it (a release name, an account): it joins things within its build only. */
  readonly assumed: boolean;
  readonly trail: Trail;
}

/** A map of these entries. */
export function dataMap(
  entries: Iterable<readonly [string, DataNode]>,
  trail: Trail,
  open: UnknownReason | null = null,
): DataMap {
  return { kind: 'map', entries: new Map(entries), open, trail };
}

/** A list of these items. */
export function dataList(
  items: readonly DataNode[],
  trail: Trail,
  open: UnknownReason | null = null,
): DataList {
  return { kind: 'list', items, open, trail };
}

/** A text. */
export function dataText(text: string, trail: Trail): DataScalar {
  return { kind: 'scalar', value: text, text, quoted: true, trail };
}

/** A value that is written without quotes. */
export function dataValue(value: string | number | boolean | null, trail: Trail): DataScalar {
  return { kind: 'scalar', value, text: String(value), quoted: typeof value === 'string', trail };
}

/** A value that cannot be told. */
export function dataUnknown(
  why: string,
  trail: Trail,
  expression: string | null = null,
  assumed = false,
): DataUnknown {
  return { kind: 'unknown', why, expression, assumed, trail };
}

/** The node with another step at the end of its trail; the first step still decides. */
export function passed<Node extends DataNode>(node: Node, ...steps: readonly TrailStep[]): Node {
  return { ...node, trail: [...node.trail, ...steps] };
}

/** The entry of a map, or `undefined`. */
export function entryOf(node: DataNode | undefined, key: string): DataNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key) : undefined;
}

/** What a path of keys and indices leads to. */
export function nodeAt(
  node: DataNode | undefined,
  steps: readonly (string | number)[],
): DataNode | undefined {
  let at = node;
  for (const step of steps) {
    at = at?.kind === 'list' ? at.items[Number(step)] : entryOf(at, String(step));
  }
  return at;
}

/** The text of a scalar that is no null, or `undefined`. */
export function textOf(node: DataNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
}

/** The items of a list, or none. */
export function itemsOf(node: DataNode | undefined): readonly DataNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** Whether there is nothing: no node, or an explicit null. */
export function isMissing(node: DataNode | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.value === null && !node.quoted);
}

/** A path one step deeper; slashes in keys are escaped as in a JSON pointer. */
export function pointer(path: string, step: string | number): string {
  return `${path}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The steps of a path, unescaped. */
export function stepsOf(path: string): readonly string[] {
  return path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value as JSON has it: what is unknown is `{ "!unknown": reason }`, an open map has the key `?`. */
export function plainOf(node: DataNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'unknown':
      return { '!unknown': node.why };
    case 'list': {
      const items = node.items.map(plainOf);
      return node.open ? [...items, { '!unknown': node.open.why }] : items;
    }
    case 'map': {
      const entries = [...node.entries].map(([key, value]) => [key, plainOf(value)] as const);
      const open = node.open ? [['?', { '!unknown': node.open.why }] as const] : [];
      return Object.fromEntries([...entries, ...open]);
    }
  }
}

/** The node with something else where the keys lead; maps on the way are made where they are missing. */
export function withEntry(
  node: DataNode | undefined,
  steps: readonly string[],
  change: (node: DataNode | undefined) => DataNode | undefined,
  trail: Trail,
): DataNode | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return change(node);
  if (node?.kind === 'list') {
    const index = Number(step);
    const item = withEntry(node.items[index], rest, change, trail);
    const items = node.items.flatMap((old, at) => (at !== index ? [old] : item ? [item] : []));
    return { ...node, items };
  }
  const own = node?.kind === 'map' ? node : undefined;
  const before = own?.entries.get(step);
  const after = withEntry(before, rest, change, trail);
  if (after === before && own) return own;
  const entries = new Map(own?.entries);
  if (after === undefined) entries.delete(step);
  else entries.set(step, after);
  return { kind: 'map', entries, open: own?.open ?? null, trail: own?.trail ?? trail };
}
