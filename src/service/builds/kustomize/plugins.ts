import {
  type DataMap,
  type DataNode,
  dataList,
  dataMap,
  dataUnknown,
  entryOf,
  itemsOf,
  nodeAt,
  textOf,
} from '../../syntax/data-node';
import { changeNamespace, rename } from './names';
import type { Resource } from './resource';
import { fieldOf, type State } from './state';
import { addPairs, setImages, setReplicas, transform } from './transform';

/** The kind of what comes with kustomize; `undefined` for a program that somebody brings. */
function builtinKind(plugin: DataNode): string | undefined {
  return textOf(entryOf(plugin, 'apiVersion')) === 'builtin'
    ? textOf(entryOf(plugin, 'kind'))
    : undefined;
}

/** An entry of `configMapGenerator` or `secretGenerator` as a plugin says it; its name is that of the plugin. */
export function generatorOf(
  plugin: DataNode,
): { readonly kind: 'ConfigMap' | 'Secret'; readonly entry: DataMap } | undefined {
  const kind = builtinKind(plugin);
  if (plugin.kind !== 'map' || (kind !== 'ConfigMapGenerator' && kind !== 'SecretGenerator'))
    return undefined;
  const entries = new Map(plugin.entries);
  for (const key of ['name', 'namespace']) {
    const value = nodeAt(plugin, ['metadata', key]);
    if (value) entries.set(key, value);
  }
  return {
    kind: kind === 'SecretGenerator' ? 'Secret' : 'ConfigMap',
    entry: { ...plugin, entries },
  };
}

/**
 * Runs one of the transformers that come with kustomize, on the fields that its configuration names
 * (a transformer has no fields of its own, as the entries of a kustomization do).
 * @returns what could not be applied, in words; `undefined` for what is no such transformer
 */
export function runTransformer(
  state: State,
  folder: string,
  plugin: DataNode,
  resources: Resource[],
): readonly string[] | undefined {
  if (plugin.kind !== 'map') return undefined;
  const live = resources.filter(({ node }) => node !== undefined);
  const field = (key: string) => entryOf(plugin, key);
  const fields = itemsOf(field('fieldSpecs')).map(fieldOf);
  const names = (path: string) =>
    fields.some((spec) => spec.path === path && !spec.kind && !spec.group && !spec.version);
  const asField = (key: string, items: readonly DataNode[]) => {
    const kustomization = dataMap([[key, dataList(items, plugin.trail)]], plugin.trail);
    transform(state, folder, kustomization, resources);
    return [];
  };
  switch (builtinKind(plugin)) {
    case 'LabelTransformer':
      addPairs(live, field('labels'), fields);
      return [];
    case 'AnnotationsTransformer':
      addPairs(live, field('annotations'), fields);
      return [];
    case 'ImageTagTransformer': {
      const image = field('imageTag');
      return image ? setImages(live, image, fields) : [];
    }
    case 'ReplicaCountTransformer': {
      const replica = field('replica');
      return replica ? setReplicas(live, replica, fields) : [];
    }
    case 'NamespaceTransformer': {
      const namespace = nodeAt(plugin, ['metadata', 'namespace']);
      const isUsual = ['unsetOnly', 'setRoleBindingSubjects'].every(
        (key) => textOf(field(key)) === undefined,
      );
      if (!isUsual || !namespace || !names('metadata/namespace')) return undefined;
      changeNamespace(live, namespace, fields);
      return [];
    }
    case 'PrefixTransformer':
    case 'SuffixTransformer': {
      const [prefix, suffix] = [field('prefix'), field('suffix')];
      if (!names('metadata/name')) return undefined;
      const others = fields.filter(({ path }) => path !== 'metadata/name');
      if (textOf(prefix)) rename(live, prefix as DataNode, 'prefix', others);
      if (textOf(suffix)) rename(live, suffix as DataNode, 'suffix', others);
      return [];
    }
    case 'PatchTransformer':
      return asField('patches', [plugin]);
    case 'PatchStrategicMergeTransformer': {
      const inline = field('patches');
      const patches = inline === undefined || inline.kind === 'list' ? itemsOf(inline) : [inline];
      return asField('patchesStrategicMerge', [...itemsOf(field('paths')), ...patches]);
    }
    case 'PatchJson6902Transformer': {
      const inline = field('jsonOp');
      const entries = new Map(plugin.entries);
      if (textOf(inline)) entries.set('patch', inline as DataNode);
      return asField('patchesJson6902', [{ ...plugin, entries }]);
    }
    case 'ReplacementTransformer':
      return asField('replacements', itemsOf(field('replacements')));
    default:
      return undefined;
  }
}

/** What tells an object from others; it is taken as it stands. */
const IDENTITY = ['name', 'namespace'];

/** An object that a program may have changed: only its identity is known. */
export function maybeChanged(node: DataMap, why: string): DataMap {
  const open = { why, expression: null };
  const entries = [...node.entries].map(([key, value]): [string, DataNode] => {
    if (key === 'apiVersion' || key === 'kind') return [key, value];
    if (key !== 'metadata' || value.kind !== 'map') return [key, dataUnknown(why, value.trail)];
    const known = [...value.entries].map(([name, inner]): [string, DataNode] => [
      name,
      IDENTITY.includes(name) ? inner : dataUnknown(why, inner.trail),
    ]);
    return [key, { ...value, entries: new Map(known), open }];
  });
  return { ...node, entries: new Map(entries), open };
}
