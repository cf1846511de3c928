import {
  type DataNode,
  dataMap,
  entryOf,
  isMissing,
  itemsOf,
  plainOf,
  stepsOf,
  textOf,
} from '../../syntax/data-node';

/** A JSON patch that cannot be applied: the tool rejects the build. */
export class PatchFailure extends Error {}

type Change = (node: DataNode | undefined, last: string) => DataNode | undefined;

/** Applies the operations of a JSON 6902 patch in their order. @throws PatchFailure where one cannot be. */
export function applyJsonPatch(node: DataNode, patch: DataNode): DataNode {
  return itemsOf(patch).reduce(applyOperation, node);
}

function applyOperation(node: DataNode, operation: DataNode): DataNode {
  const op = textOf(entryOf(operation, 'op'));
  const path = textOf(entryOf(operation, 'path')) ?? '';
  const from = textOf(entryOf(operation, 'from')) ?? '';
  const value = entryOf(operation, 'value');
  switch (op) {
    case 'add':
      return changed(node, path, adding(patched(value, operation)));
    case 'replace':
      // A key that is not there is added; an item has to be there.
      if (readParent(node, path).kind === 'list') read(node, path);
      return changed(node, path, replacing(patched(value, operation)));
    case 'remove':
      read(node, path);
      return changed(node, path, removing);
    case 'copy':
      return changed(node, path, adding(read(node, from)));
    case 'move': {
      const moved = read(node, from);
      return changed(changed(node, from, removing), path, adding(moved));
    }
    case 'test':
      if (JSON.stringify(plainOf(read(node, path))) !== JSON.stringify(value && plainOf(value))) {
        throw new PatchFailure(`the test of ${path} fails`);
      }
      return node;
    default:
      throw new PatchFailure(`it knows no operation ${op ?? '(none)'}`);
  }
}

function patched(value: DataNode | undefined, operation: DataNode): DataNode {
  if (value === undefined) {
    return { kind: 'scalar', value: null, text: 'null', quoted: false, trail: operation.trail };
  }
  return {
    ...value,
    trail: value.trail.map((step, index) => (index === 0 ? { ...step, how: 'patched' } : step)),
  };
}

function read(node: DataNode, path: string): DataNode {
  let at: DataNode | undefined = node;
  for (const step of stepsOf(path)) {
    at = at?.kind === 'list' ? at.items[indexIn(at.items.length, step)] : entryOf(at, step);
  }
  if (at === undefined) throw new PatchFailure(`nothing stands at ${path}`);
  return at;
}

function readParent(node: DataNode, path: string): DataNode {
  return read(node, path.slice(0, Math.max(0, path.lastIndexOf('/'))));
}

function indexIn(length: number, step: string): number {
  const index = Number(step);
  return index < 0 ? length + index : index;
}

function changed(node: DataNode, path: string, change: Change): DataNode {
  const steps = stepsOf(path);
  if (steps.length === 0) return change(node, '') ?? node;
  return descend(node, steps, path, change);
}

function descend(
  node: DataNode,
  [step = '', ...rest]: readonly string[],
  path: string,
  change: Change,
): DataNode {
  if (node.kind === 'unknown') return node;
  if (rest.length === 0) {
    if (isMissing(node)) return changeHere(dataMap([], node.trail), step, path, change);
    return changeHere(node, step, path, change);
  }
  if (node.kind === 'list') {
    const index = indexIn(node.items.length, step);
    const item = node.items[index];
    if (item === undefined) throw new PatchFailure(`nothing stands at ${path}`);
    return { ...node, items: node.items.with(index, descend(item, rest, path, change)) };
  }
  const entry = entryOf(node, step);
  if (node.kind !== 'map' || entry === undefined)
    throw new PatchFailure(`nothing stands at ${path}`);
  return { ...node, entries: new Map(node.entries).set(step, descend(entry, rest, path, change)) };
}

function changeHere(node: DataNode, step: string, path: string, change: Change): DataNode {
  if (node.kind === 'list') return change(node, step) ?? node;
  if (node.kind !== 'map') throw new PatchFailure(`nothing can stand at ${path}`);
  return change(node, step) ?? node;
}

function adding(value: DataNode): Change {
  return (node, step) => {
    if (node?.kind === 'list') {
      const at = step === '-' ? node.items.length : indexIn(node.items.length + 1, step);
      if (!(at >= 0 && at <= node.items.length))
        throw new PatchFailure(`the list has no place ${step}`);
      return { ...node, items: node.items.toSpliced(at, 0, value) };
    }
    return node?.kind === 'map'
      ? { ...node, entries: new Map(node.entries).set(step, value) }
      : value;
  };
}

function replacing(value: DataNode): Change {
  return (node, step) => {
    if (node?.kind === 'list')
      return { ...node, items: node.items.with(indexIn(node.items.length, step), value) };
    return node?.kind === 'map'
      ? { ...node, entries: new Map(node.entries).set(step, value) }
      : value;
  };
}

function removing(node: DataNode | undefined, step: string): DataNode | undefined {
  if (node?.kind === 'list')
    return { ...node, items: node.items.toSpliced(indexIn(node.items.length, step), 1) };
  if (node?.kind !== 'map') return node;
  const entries = new Map(node.entries);
  entries.delete(step);
  return { ...node, entries };
}
