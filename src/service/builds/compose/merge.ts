import {
  type DataList,
  type DataMap,
  type DataNode,
  dataList,
  isMissing,
  textOf,
} from '../../syntax/data-node';
import { tableOf } from '../../text/tables';

/*
 * How files of compose are laid over each other: docs.docker.com/reference/compose-file/merge.
 * Short forms have been written out before.
 */

/** What a later file does to a value of an earlier one beside laying its own over it. */
export type MergeTag = '!reset' | '!override';

/** Lists that a later file replaces as a whole. */
const REPLACED = new Set(['command', 'entrypoint', 'healthcheck/test']);
/** Lists whose items are one where these agree. */
const UNIQUE = tableOf<readonly string[]>({
  ports: ['host_ip', 'target', 'published', 'protocol'],
  volumes: ['target'],
  secrets: ['target', 'source'],
  configs: ['target', 'source'],
});

/** A service, with a later file's laid over it. `tagOf` says what is written before a value. */
export function mergedService(
  base: DataNode | undefined,
  over: DataNode,
  tagOf: (node: DataNode) => MergeTag | undefined,
): DataNode | undefined {
  return merged(base, over, '', tagOf);
}

function merged(
  base: DataNode | undefined,
  over: DataNode,
  path: string,
  tagOf: (node: DataNode) => MergeTag | undefined,
): DataNode | undefined {
  const tag = tagOf(over);
  if (tag === '!reset') return undefined;
  if (tag === '!override' || base === undefined) return withoutResets(over, path, tagOf);
  // A key without a value changes nothing; in `environment` it takes the shell's.
  if (isMissing(over) && !path.startsWith('environment/')) return base;
  if (base.kind === 'map' && over.kind === 'map') return mergedMaps(base, over, path, tagOf);
  if (base.kind === 'list' && over.kind === 'list' && !REPLACED.has(path)) {
    return mergedLists(base, over, path);
  }
  return over;
}

function mergedMaps(
  base: DataMap,
  over: DataMap,
  path: string,
  tagOf: (node: DataNode) => MergeTag | undefined,
): DataMap {
  const entries = new Map(base.entries);
  // Options of one driver are nothing to another.
  if (path === 'logging' && differs(base.entries.get('driver'), over.entries.get('driver'))) {
    return over;
  }
  for (const [key, value] of over.entries) {
    const inner = merged(entries.get(key), value, path === '' ? key : `${path}/${key}`, tagOf);
    if (inner === undefined) entries.delete(key);
    else entries.set(key, inner);
  }
  return { ...over, entries, open: base.open ?? over.open };
}

function withoutResets(
  node: DataNode,
  path: string,
  tagOf: (node: DataNode) => MergeTag | undefined,
): DataNode {
  if (node.kind !== 'map') return node;
  return mergedMaps({ ...node, entries: new Map(), open: null }, node, path, tagOf);
}

function mergedLists(base: DataList, over: DataList, path: string): DataList {
  const keys = UNIQUE[path];
  const identity = (item: DataNode): string => {
    if (!keys || item.kind !== 'map') return JSON.stringify(textOf(item) ?? item);
    const own = keys.map((key) => textOf(item.entries.get(key)) ?? null);
    // A secret without a target is mounted by its own name.
    return JSON.stringify(
      keys[0] === 'target' && own[0] === null
        ? own.slice(1)
        : own.slice(0, keys.includes('source') ? 1 : undefined),
    );
  };
  const items = new Map(base.items.map((item) => [identity(item), item]));
  for (const item of over.items) items.set(identity(item), item);
  return dataList([...items.values()], over.trail, base.open ?? over.open);
}

function differs(a: DataNode | undefined, b: DataNode | undefined): boolean {
  const [one, other] = [textOf(a), textOf(b)];
  return one !== undefined && other !== undefined && one !== other;
}
