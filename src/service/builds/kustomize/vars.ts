import {
  type DataNode,
  dataText,
  dataValue,
  entryOf,
  itemsOf,
  textOf,
} from '../../syntax/data-node';
import { changeField, type FieldSpec } from './field-spec';
import { VAR_REFERENCES } from './reference-fields';
import {
  groupVersion,
  gvkOf,
  idOf,
  isClusterScoped,
  previousIds,
  type Resource,
  sameObject,
} from './resource';

/** A variable of the old kind: `$(NAME)` stands for a field of an object. */
export interface Var {
  readonly name: string;
  readonly fieldPath: string;
}

/** Notes on the objects that `vars` of a kustomization read which vars these are. */
export function readVars(
  entries: DataNode | undefined,
  resources: readonly Resource[],
): readonly Var[] {
  return itemsOf(entries).flatMap((entry) => {
    const name = textOf(entryOf(entry, 'name'));
    const object = entryOf(entry, 'objref');
    const text = (key: string) => textOf(entryOf(object, key)) ?? '';
    if (name === undefined) return [];
    const id = {
      ...groupVersion(text('apiVersion')),
      ...(text('apiVersion') === '' ? { group: text('group'), version: text('version') } : {}),
      kind: text('kind'),
      name: text('name'),
      namespace: text('namespace'),
    };
    const anyNamespace = id.namespace === '' && !isClusterScoped(id);
    const match = resources.find((resource) =>
      [...previousIds(resource), idOf(resource.node)].some((other) =>
        sameObject(anyNamespace ? { ...other, namespace: '' } : other, id),
      ),
    );
    match?.vars.add(name);
    const fieldPath =
      textOf(entryOf(entryOf(entry, 'fieldref'), 'fieldpath')) ??
      textOf(entryOf(entryOf(entry, 'fieldref'), 'fieldPath'));
    return [{ name, fieldPath: fieldPath ?? 'metadata.name' }];
  });
}

/** Replaces `$(NAME)` by what the vars stand for, where kustomize looks for it. */
export function resolveVars(
  resources: readonly Resource[],
  vars: readonly Var[],
  extra: readonly FieldSpec[] = [],
): readonly string[] {
  const values = new Map<string, DataNode>();
  const missing: string[] = [];
  for (const { name, fieldPath } of vars) {
    const holder = resources.find((resource) => resource.vars.has(name));
    const steps = fieldPath
      .replaceAll(/\[(\w+)\]/g, '.$1')
      .split('.')
      .filter((step) => step !== '');
    let value: DataNode | undefined = holder?.node;
    for (const step of steps)
      value = value?.kind === 'list' ? value.items[Number(step)] : entryOf(value, step);
    if (value?.kind === 'scalar') values.set(name, value);
    else missing.push(`the var ${name} stands for nothing that is there`);
  }
  if (values.size > 0) {
    for (const resource of resources) {
      for (const field of [...VAR_REFERENCES, ...extra]) {
        if (resource.node === undefined) break;
        const changed = changeField(
          resource.node,
          gvkOf(resource.node),
          field,
          'nothing',
          (node) => node && substituted(node, values),
        );
        if (changed.kind === 'map') resource.node = changed;
      }
    }
  }
  return missing;
}

function substituted(node: DataNode, values: ReadonlyMap<string, DataNode>): DataNode {
  if (node.kind === 'list')
    return { ...node, items: node.items.map((item) => substituted(item, values)) };
  if (node.kind === 'map') {
    return {
      ...node,
      entries: new Map(
        [...node.entries].map(([key, value]) => [
          key,
          value.kind === 'scalar' ? substituted(value, values) : value,
        ]),
      ),
    };
  }
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || !node.text.includes('$('))
    return node;
  const whole = /^\$\(([^)]*)\)$/.exec(node.text);
  const alone = whole && values.get(whole[1] ?? '');
  if (alone?.kind === 'scalar') {
    const trail = [
      ...alone.trail,
      ...node.trail.map((step) => ({ ...step, how: 'interpolated' as const })),
    ];
    return typeof alone.value === 'string'
      ? dataText(alone.text, trail)
      : dataValue(alone.value, trail);
  }
  const used: DataNode[] = [];
  const text = node.text.replace(
    /\$\$|\$\(([^)]{0,253})\)/g,
    (written, name: string | undefined) => {
      if (name === undefined) return '$';
      const value = values.get(name);
      if (value?.kind !== 'scalar') return written;
      used.push(value);
      return value.text;
    },
  );
  if (text === node.text) return node;
  return dataText(text, [...node.trail, ...used.flatMap(({ trail }) => trail.slice(0, 1))]);
}
