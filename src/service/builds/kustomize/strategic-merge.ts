import {
  type DataList,
  type DataMap,
  type DataNode,
  dataUnknown,
  entryOf,
  isMissing,
  type Trail,
  textOf,
} from '../../syntax/data-node';
import type { ListSchema, MergeKeys } from './merge-keys';

const DIRECTIVE = '$patch';

/** The patch meets a value of another form: a list where a map is, and the like. */
export class MergeConflict extends Error {}

/**
 * Lays a strategic merge patch over an object, as kustomize does. Lists that have merge keys are merged
 * item by item, those of the patch first; all others are replaced. Without a schema a list that is laid over
 * another is unknown. `undefined`: nothing is left.
 */
export function strategicMerge(
  base: DataNode | undefined,
  patch: DataNode | undefined,
  lists: ListSchema | undefined,
): DataNode | undefined {
  return merge(base, patch, lists, '');
}

function merge(
  base: DataNode | undefined,
  patch: DataNode | undefined,
  lists: ListSchema | undefined,
  path: string,
): DataNode | undefined {
  const first = [base, patch].find((node) => !isMissing(node));
  if (first === undefined) {
    // A null of the base that nothing is laid over stays.
    return patch === undefined && base?.kind === 'scalar' && base.text !== '' ? base : undefined;
  }
  if (base?.kind === 'unknown' || patch?.kind === 'unknown') return laidOnUnknown(base, patch);
  for (const node of [base, patch]) {
    if (node && !isMissing(node) && node.kind !== first.kind) {
      throw new MergeConflict(
        `${path} is a ${first.kind} in one place and a ${node.kind} in the other`,
      );
    }
  }
  if (first.kind === 'map') return mergeMaps(base, patch, lists, path);
  if (first.kind === 'list') return mergeLists(base, patch, lists, path);
  if (patch === undefined) return base;
  return isMissing(patch) ? undefined : patched(patch);
}

/** What is not known stays so, below and beside what a patch writes. */
function laidOnUnknown(
  base: DataNode | undefined,
  patch: DataNode | undefined,
): DataNode | undefined {
  if (patch === undefined) return base;
  if (base?.kind !== 'unknown' || isMissing(patch)) return isMissing(patch) ? undefined : patch;
  const { why, expression } = base;
  const laid = patched(patch);
  if (laid.kind === 'map') return { ...laid, open: { why, expression } };
  return laid.kind === 'list' ? { ...base, trail: [...laid.trail, ...base.trail] } : laid;
}

/** What a patch writes decides where the patch writes it. */
function patched(node: DataNode): DataNode {
  const [first, ...rest] = node.trail;
  if (first?.how !== 'written') return node;
  return { ...node, trail: [{ ...first, how: 'patched' }, ...rest] };
}

function asMap(node: DataNode | undefined): DataMap | undefined {
  return node?.kind === 'map' ? node : undefined;
}

function mergeMaps(
  base: DataNode | undefined,
  patch: DataNode | undefined,
  lists: ListSchema | undefined,
  path: string,
): DataNode | undefined {
  const laid = withoutDirective(asMap(patch));
  const own = asMap(base);
  if (laid.directive === 'delete') return undefined;
  if (own === undefined || laid.directive === 'replace') {
    if (laid.map === undefined) return undefined;
    return entriesOf(laid.map, laid.map, lists, path, patched(laid.map).trail);
  }
  if (isMissing(patch) && patch !== undefined) return undefined;
  const trail: Trail = laid.map
    ? [...own.trail, ...laid.map.trail.map((step) => ({ ...step, how: 'merged' as const }))]
    : own.trail;
  return entriesOf(own, laid.map, lists, path, trail);
}

function entriesOf(
  own: DataMap,
  laid: DataMap | undefined,
  lists: ListSchema | undefined,
  path: string,
  trail: Trail,
): DataMap {
  const entries = new Map<string, DataNode>();
  for (const key of new Set([...own.entries.keys(), ...(laid?.entries.keys() ?? [])])) {
    const inner = path === '' ? key : `${path}/${key}`;
    const patch = laid?.entries.get(key);
    const before = own === laid ? undefined : own.entries.get(key);
    // What is not laid over is walked as well: a key without a value goes.
    const value = merge(before, patch, lists, inner);
    if (value !== undefined) entries.set(key, value);
  }
  return { kind: 'map', entries, open: own.open ?? laid?.open ?? null, trail };
}

function withoutDirective(map: DataMap | undefined): {
  readonly map: DataMap | undefined;
  readonly directive: string;
} {
  const directive = textOf(entryOf(map, DIRECTIVE));
  if (map === undefined || directive === undefined) return { map, directive: 'merge' };
  const entries = new Map(map.entries);
  entries.delete(DIRECTIVE);
  return { map: { ...map, entries }, directive };
}

function mergeLists(
  base: DataNode | undefined,
  patch: DataNode | undefined,
  lists: ListSchema | undefined,
  path: string,
): DataNode | undefined {
  const keys = lists?.get(path);
  const own = base?.kind === 'list' ? base : undefined;
  const laid = patch?.kind === 'list' ? patch : undefined;
  if (lists === undefined && own && laid) {
    const why = 'how this list is merged stands in an openapi schema';
    return dataUnknown(why, patched(laid).trail);
  }
  if (keys === undefined) {
    if (patch === undefined) return base;
    return laid ? patched(laid) : undefined;
  }
  if (patch !== undefined && laid === undefined) return undefined;
  if (laid === undefined) {
    if (own === undefined || keys.length === 0) return own;
    const items = own.items.flatMap((item) => merge(item, undefined, lists, `${path}/*`) ?? []);
    return { ...own, items };
  }
  const [directive, items] = listDirective(laid);
  if (directive === 'delete') return undefined;
  const kept = directive === 'replace' ? [] : (own?.items ?? []);
  const trail = own
    ? [...own.trail, ...laid.trail.map((step) => ({ ...step, how: 'merged' as const }))]
    : patched(laid).trail;
  const merged =
    keys.length === 0 ? mergePlain(kept, items) : mergeItems(kept, items, keys, lists, `${path}/*`);
  return { kind: 'list', items: merged, open: own?.open ?? laid.open, trail };
}

/** An item that holds a directive alone speaks of the whole list. */
function listDirective({ items }: DataList): readonly [string, readonly DataNode[]] {
  const item = items.find((each) => asMap(each)?.entries.size === 1 && entryOf(each, DIRECTIVE));
  const directive = textOf(entryOf(item, DIRECTIVE));
  if (item === undefined || directive === undefined) return ['merge', items];
  return [directive, items.filter((each) => each !== item)];
}

function mergePlain(own: readonly DataNode[], laid: readonly DataNode[]): readonly DataNode[] {
  const met = new Set<string | undefined>();
  return [...laid.map(patched), ...own].filter((item) => {
    const text = textOf(item);
    if (met.has(text)) return false;
    met.add(text);
    return true;
  });
}

function mergeItems(
  own: readonly DataNode[],
  laid: readonly DataNode[],
  keys: MergeKeys,
  lists: ListSchema | undefined,
  path: string,
): readonly DataNode[] {
  const merged = new Map<DataNode, DataNode | undefined>();
  const added: DataNode[] = [];
  const inPlace = usesSeveral([...own, ...laid], keys);
  for (const item of laid) {
    const match = own.find((other) => !merged.has(other) && sameItem(other, item, keys));
    const made = merge(match, item, lists, path);
    const isEmpty = made === undefined || (made.kind === 'map' && made.entries.size === 0);
    const result = isEmpty || match === undefined ? made : keyed(made, match, keys);
    const stays = match !== undefined && inPlace;
    if (match) merged.set(match, isEmpty || !stays ? undefined : result);
    if (!isEmpty && !stays && result) added.push(result);
  }
  const kept = own.flatMap((item) => (merged.has(item) ? (merged.get(item) ?? []) : item));
  return [...added, ...kept];
}

/** Items that several keys tell apart stay where the base has them; those of one key go to the front. */
function usesSeveral(items: readonly DataNode[], keys: MergeKeys): boolean {
  const used = keys.filter((key) => items.some((item) => textOf(entryOf(item, key))));
  return used.length > 1;
}

/** Keys that the patch replaced away are kept. */
function keyed(node: DataNode, from: DataNode, keys: MergeKeys): DataNode {
  if (node.kind !== 'map') return node;
  const missing = keys.flatMap((key) => {
    const value = entryOf(from, key);
    return value === undefined || node.entries.has(key) ? [] : [[key, value] as const];
  });
  return missing.length === 0 ? node : { ...node, entries: new Map([...node.entries, ...missing]) };
}

/** Two items are one where no key differs and some key is the same; one that is left out is open. */
function sameItem(a: DataNode, b: DataNode, keys: MergeKeys): boolean {
  let shared = false;
  for (const key of keys) {
    const [x, y] = [textOf(entryOf(a, key)), textOf(entryOf(b, key))];
    if (x === undefined || y === undefined) continue;
    if (x !== y) return false;
    shared = true;
  }
  return shared;
}
