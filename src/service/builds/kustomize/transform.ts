import {
  type DataMap,
  type DataNode,
  dataValue,
  entryOf,
  itemsOf,
  textOf,
} from '../../syntax/data-node';
import { joined } from '../../text/paths';
import { changeField, type FieldSpec } from './field-spec';
import { yamlIn } from './files';
import { changeImages, readImage } from './images';
import {
  COMMON_ANNOTATIONS,
  COMMON_LABELS,
  METADATA_LABELS,
  REPLICA_FIELDS,
  TEMPLATE_LABELS,
} from './label-fields';
import { listSchemaOf } from './merge-keys';
import { changeNamespace, rename } from './names';
import { applyByName, applyJson, applyPatch, readPatch, withPairs } from './patches';
import { applyReplacement, ReplacementFailure } from './replacements';
import { gvkOf, idOf, isSelected, previousIds, type Resource } from './resource';
import { readSelector } from './selectors';
import { type AddedFields, fieldOf, limit, type State } from './state';

/** What a kustomization does to its objects, in the order in which kustomize does it. */
export function transform(
  state: State,
  folder: string,
  kustomization: DataMap,
  resources: Resource[],
): void {
  const field = (key: string) => kustomization.entries.get(key);
  const items = (key: string) => itemsOf(field(key));
  const say = (limits: readonly string[]) => {
    for (const why of limits) limit(state, `${why} (${folder || 'the root'})`);
  };
  const schemas = state.hasSchema ? () => undefined : listSchemaOf;
  const live = () => resources.filter(({ node }) => node !== undefined);
  const patchOf = (inline: DataNode | undefined, path: DataNode | undefined) => {
    const patch = readPatch(inline, path, state.sources, folder);
    if (patch.file !== undefined) state.layers.add(patch.file);
    if (patch.limit !== undefined) limit(state, patch.limit);
    return patch.documents;
  };
  for (const entry of items('patchesStrategicMerge')) {
    const isInline = (textOf(entry) ?? '').includes('\n');
    for (const document of patchOf(isInline ? entry : undefined, entry)) {
      if (document.kind === 'map') say(applyByName(live(), document, schemas));
    }
  }
  for (const entry of items('patches')) {
    say(
      applyPatch(live(), patchOf(entryOf(entry, 'patch'), entryOf(entry, 'path')), entry, schemas),
    );
  }
  const namespace = field('namespace');
  if (textOf(namespace)) {
    changeNamespace(live(), namespace as DataNode, state.fields.namespace);
  }
  const [prefix, suffix] = [field('namePrefix'), field('nameSuffix')];
  const { namePrefix, nameSuffix } = state.fields;
  if (textOf(prefix)) rename(live(), prefix as DataNode, 'prefix', namePrefix);
  if (textOf(suffix)) rename(live(), suffix as DataNode, 'suffix', nameSuffix);
  for (const entry of items('labels')) addLabels(live(), entry, state.fields);
  addPairs(live(), field('commonLabels'), [...COMMON_LABELS, ...state.fields.commonLabels]);
  const annotated = [...COMMON_ANNOTATIONS, ...state.fields.commonAnnotations];
  addPairs(live(), field('commonAnnotations'), annotated);
  for (const entry of items('patchesJson6902')) {
    const selector = readSelector(entryOf(entry, 'target'));
    const [patch] = patchOf(entryOf(entry, 'patch'), entryOf(entry, 'path'));
    if (patch) say(applyJson(live(), patch, selector));
  }
  for (const entry of items('replicas'))
    say(setReplicas(live(), entry, [...REPLICA_FIELDS, ...state.fields.replicas]));
  for (const entry of items('images')) say(setImages(live(), entry, state.fields.images));
  for (const entry of items('replacements')) say(replace(state, folder, live(), entry));
}

function addLabels(resources: readonly Resource[], entry: DataNode, added: AddedFields): void {
  const isSet = (key: string) => textOf(entryOf(entry, key)) === 'true';
  const own = [...itemsOf(entryOf(entry, 'fields')).map(fieldOf), ...added.labels];
  const fields = isSet('includeSelectors')
    ? [...COMMON_LABELS, ...added.commonLabels]
    : isSet('includeTemplates')
      ? [...TEMPLATE_LABELS, ...added.templateLabels]
      : METADATA_LABELS;
  addPairs(resources, entryOf(entry, 'pairs'), [...own, ...fields]);
}

/** Writes labels or annotations at these fields. */
export function addPairs(
  resources: readonly Resource[],
  pairs: DataNode | undefined,
  fields: readonly FieldSpec[],
): void {
  if (pairs?.kind !== 'map' || pairs.entries.size === 0) return;
  for (const resource of resources) {
    for (const spec of fields) {
      if (resource.node === undefined) continue;
      const node = changeField(resource.node, gvkOf(resource.node), spec, 'map', (before) =>
        before === undefined && spec.create !== true ? undefined : withPairs(before, pairs),
      );
      if (node.kind === 'map') resource.node = node;
    }
  }
}

/** Sets the replicas of what has this name; says where there is nothing. */
export function setReplicas(
  resources: readonly Resource[],
  entry: DataNode,
  fields: readonly FieldSpec[],
): readonly string[] {
  const name = textOf(entryOf(entry, 'name')) ?? '';
  const count = entryOf(entry, 'count');
  const value = Number(textOf(count) ?? 0);
  let found = false;
  for (const spec of fields) {
    for (const resource of resources) {
      const ids = [...previousIds(resource), idOf(resource.node)];
      const isMeant = ids.some((id) => id.name === name && isSelected(id, spec));
      if (!isMeant || resource.node === undefined) continue;
      found = true;
      const trail = (count ?? entry).trail.map((step) => ({ ...step, how: 'replaced' as const }));
      const set = () => dataValue(value, trail);
      const node = changeField(resource.node, gvkOf(resource.node), spec, 'scalar', set);
      if (node.kind === 'map') resource.node = node;
    }
  }
  return found ? [] : [`replicas name ${name}, which is nothing that has replicas`];
}

/** Gives containers another image; says what of it cannot be told. */
export function setImages(
  resources: readonly Resource[],
  entry: DataNode,
  added: readonly FieldSpec[],
): readonly string[] {
  const change = readImage(entry);
  if (typeof change === 'string') return [change];
  if (change === undefined) return [];
  for (const resource of resources) {
    const node = resource.node && changeImages(resource.node, change, added);
    if (node?.kind === 'map') resource.node = node;
  }
  return [];
}

function replace(
  state: State,
  folder: string,
  resources: readonly Resource[],
  entry: DataNode,
): readonly string[] {
  let entries: readonly DataNode[] = [entry];
  const written = textOf(entryOf(entry, 'path'));
  if (written !== undefined) {
    const path = joined(folder, written);
    const read = yamlIn(state.sources, path);
    if (read === undefined) return [`${path} is not there or not read`];
    state.layers.add(path);
    entries = read.documents.flatMap((node) => (node.kind === 'list' ? node.items : [node]));
  }
  return entries.flatMap((each) => {
    try {
      applyReplacement(resources, each);
      return [];
    } catch (error) {
      if (!(error instanceof ReplacementFailure)) throw error;
      return [`a replacement cannot be made: ${error.message}`];
    }
  });
}
