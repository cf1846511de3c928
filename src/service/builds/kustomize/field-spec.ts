import { type DataNode, isMissing, type Trail } from '../../syntax/data-node';
import { type Gvk, type GvkSelector, isSelected } from './resource';

/** A field of some kinds of objects; lists on the way are walked item by item. */
export interface FieldSpec extends GvkSelector {
  readonly path: string;
  /** Whether it is made where it is missing. */
  readonly create?: boolean;
}

/** The steps of a field's path; a slash in a key is escaped with a backslash. */
export function fieldSteps(path: string): readonly string[] {
  return path.split(/(?<!\\)\//).map((step) => step.replaceAll('\\/', '/'));
}

/** The object with something else at a field, where the field means its kind. */
export function changeField(
  node: DataNode,
  gvk: Gvk,
  spec: FieldSpec,
  makes: 'map' | 'scalar' | 'nothing',
  change: (node: DataNode | undefined) => DataNode | undefined,
): DataNode {
  if (!isSelected(gvk, spec)) return node;
  const creates = spec.create === true && makes !== 'nothing';
  return changeAt(node, fieldSteps(spec.path), creates, change) ?? node;
}

function changeAt(
  node: DataNode | undefined,
  steps: readonly string[],
  creates: boolean,
  change: (node: DataNode | undefined) => DataNode | undefined,
): DataNode | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return change(node);
  if (node === undefined || isMissing(node)) return node;
  if (node.kind === 'list') {
    const items = node.items.map((item) => changeAt(item, steps, creates, change) ?? item);
    return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
  }
  if (node.kind !== 'map') return node;
  const key = step.endsWith('[]') ? step.slice(0, -2) : step;
  const before = node.entries.get(key);
  const makes = creates && !step.endsWith('[]');
  if (before === undefined && !makes) return node;
  const from = makes && isMissing(before) && rest.length > 0 ? emptyMap(node.trail) : before;
  const after = changeAt(from, rest, creates, change);
  if (after === undefined || after === before) return node;
  return { ...node, entries: new Map(node.entries).set(key, after) };
}

function emptyMap(trail: Trail): DataNode {
  return { kind: 'map', entries: new Map(), open: null, trail };
}
