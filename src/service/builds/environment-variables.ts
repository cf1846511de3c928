import {
  type DataList,
  type DataMap,
  type DataNode,
  dataMap,
  dataText,
  entryOf,
  itemsOf,
  nodeAt,
  passed,
  type TrailStep,
  textOf,
} from '../syntax/data-node';
import { fromBase64 } from '../text/base64';

/** Where the pods of an object are described. */
const POD_SPECS: readonly (readonly string[])[] = [
  ['spec'],
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
];

/**
 * The objects of a build with the variables of their containers bound: what `envFrom` and `valueFrom`
 * take from a ConfigMap or a Secret of the same build stands there as a value, which passed that place.
 */
export function bound(documents: readonly DataNode[]): readonly DataNode[] {
  const sources = readSources(documents);
  return documents.map((node) => {
    const namespace = textOf(nodeAt(node, ['metadata', 'namespace'])) ?? '';
    return POD_SPECS.reduce((object, path) => {
      const pod = nodeAt(object, path);
      if (pod?.kind !== 'map') return object;
      const changed = boundPod(pod, namespace, sources);
      return changed === pod ? object : replaced(object, path, changed);
    }, node);
  });
}

function replaced(node: DataNode, [step, ...rest]: readonly string[], value: DataNode): DataNode {
  if (step === undefined) return value;
  const inner = entryOf(node, step);
  if (node.kind !== 'map' || inner === undefined) return node;
  return { ...node, entries: new Map(node.entries).set(step, replaced(inner, rest, value)) };
}

type Sources = ReadonlyMap<string, DataMap>;

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}

function readSources(documents: readonly DataNode[]): Sources {
  const sources = new Map<string, DataMap>();
  for (const node of documents) {
    const kind = textOf(entryOf(node, 'kind')) ?? '';
    const name = textOf(nodeAt(node, ['metadata', 'name']));
    if ((kind !== 'ConfigMap' && kind !== 'Secret') || name === undefined) continue;
    const namespace = textOf(nodeAt(node, ['metadata', 'namespace'])) ?? '';
    const data = entryOf(node, 'data');
    const entries = new Map(data?.kind === 'map' ? data.entries : []);
    if (kind === 'Secret') {
      for (const [key, value] of entries) entries.set(key, decoded(value));
      const plain = entryOf(node, 'stringData');
      for (const [key, value] of plain?.kind === 'map' ? plain.entries : [])
        entries.set(key, value);
    }
    const open = data?.kind === 'map' ? data.open : null;
    sources.set(keyOf(kind, namespace, name), dataMap(entries, data?.trail ?? node.trail, open));
  }
  return sources;
}

function decoded(node: DataNode): DataNode {
  const text = textOf(node);
  const plain = text === undefined ? undefined : fromBase64(text);
  return plain === undefined ? node : dataText(plain, node.trail);
}

function boundPod(pod: DataMap, namespace: string, sources: Sources): DataMap {
  let entries: Map<string, DataNode> | undefined;
  for (const key of ['containers', 'initContainers']) {
    const list = pod.entries.get(key);
    if (list?.kind !== 'list') continue;
    const items = list.items.map((item) => boundContainer(item, namespace, sources));
    if (items.every((item, index) => item === list.items[index])) continue;
    entries ??= new Map(pod.entries);
    entries.set(key, { ...list, items });
  }
  return entries ? { ...pod, entries } : pod;
}

function boundContainer(container: DataNode, namespace: string, sources: Sources): DataNode {
  const from = itemsOf(entryOf(container, 'envFrom'));
  const own = entryOf(container, 'env');
  if (container.kind !== 'map' || (from.length === 0 && own?.kind !== 'list')) return container;
  const variables = itemsOf(own).map((item) => boundVariable(item, namespace, sources));
  const named = new Set(variables.flatMap((item) => textOf(entryOf(item, 'name')) ?? []));
  const added = new Map<string, DataNode>();
  for (const item of from) {
    const prefix = textOf(entryOf(item, 'prefix')) ?? '';
    const source = sourceOf(item, ['configMapRef', 'secretRef'], namespace, sources);
    for (const [key, value] of source?.entries ?? []) {
      const name = `${prefix}${key}`;
      if (!named.has(name)) added.set(name, variableOf(name, passedThrough(value, item)));
    }
  }
  const isSame = added.size === 0 && variables.every((item, index) => item === itemsOf(own)[index]);
  if (isSame) return container;
  const env: DataList = {
    kind: 'list',
    items: [...variables, ...added.values()],
    // A variable that is not among the files adds one; it hides none that are.
    open: null,
    trail: own?.trail ?? from[0]?.trail ?? container.trail,
  };
  return { ...container, entries: new Map(container.entries).set('env', env) };
}

function sourceOf(
  item: DataNode,
  keys: readonly [string, string],
  namespace: string,
  sources: Sources,
): DataMap | undefined {
  for (const [index, kind] of ['ConfigMap', 'Secret'].entries()) {
    const reference = entryOf(item, keys[index] ?? '');
    const name = textOf(entryOf(reference, 'name'));
    if (name === undefined) continue;
    return sources.get(keyOf(kind, namespace, name)) ?? sources.get(keyOf(kind, '', name));
  }
  return undefined;
}

function boundVariable(item: DataNode, namespace: string, sources: Sources): DataNode {
  const from = entryOf(item, 'valueFrom');
  if (item.kind !== 'map' || from === undefined) return item;
  const reference = entryOf(from, 'configMapKeyRef') ?? entryOf(from, 'secretKeyRef');
  const source = sourceOf(from, ['configMapKeyRef', 'secretKeyRef'], namespace, sources);
  const value = source?.entries.get(textOf(entryOf(reference, 'key')) ?? '');
  if (value === undefined || reference === undefined) return item;
  const entries = new Map(item.entries).set('value', passedThrough(value, reference));
  entries.delete('valueFrom');
  return { ...item, entries };
}

function passedThrough(value: DataNode, at: DataNode): DataNode {
  const steps = at.trail.map((step): TrailStep => ({ ...step, how: 'bound' }));
  const asText = value.kind === 'scalar' ? dataText(value.text, value.trail) : value;
  return passed(asText, ...steps);
}

function variableOf(name: string, value: DataNode): DataNode {
  const { trail } = value;
  return dataMap(
    [
      ['name', dataText(name, trail)],
      ['value', value],
    ],
    trail,
  );
}
