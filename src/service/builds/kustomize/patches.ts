import type { BuildSources } from '../../contracts/build';
import {
  type DataMap,
  type DataNode,
  dataText,
  entryOf,
  isMissing,
  nodeAt,
  textOf,
} from '../../syntax/data-node';
import { readYaml } from '../../syntax/yaml';
import { joined } from '../../text/paths';
import { yamlIn } from './files';
import { applyJsonPatch, PatchFailure } from './json-patch';
import type { ListSchema } from './merge-keys';
import { withMetadata } from './names';
import {
  type Gvk,
  gvkOf,
  idOf,
  previousIds,
  type Resource,
  sameObject,
  storePreviousId,
} from './resource';
import { readSelector, select } from './selectors';
import { MergeConflict, strategicMerge } from './strategic-merge';

/** A patch as it is read, before it is known which kind it is. */
export interface PatchText {
  readonly documents: readonly DataNode[];
  /** The file it stands in, where it is one. */
  readonly file: string | undefined;
  readonly limit: string | undefined;
}

/** How the lists of a kind are merged; `undefined` where that cannot be told. */
export type Schemas = (gvk: Gvk) => ListSchema | undefined;

/** Reads the patch that a text or a file holds. */
export function readPatch(
  inline: DataNode | undefined,
  path: DataNode | undefined,
  sources: BuildSources,
  folder: string,
): PatchText {
  const text = textOf(inline);
  if (text !== undefined && inline !== undefined) {
    const [step] = inline.trail;
    const { documents } = readYaml(text, {
      uri: step?.uri ?? '',
      path: `${step?.path ?? ''}#`,
      rewritten: true,
    });
    return { documents, file: undefined, limit: undefined };
  }
  const file = joined(folder, textOf(path) ?? '');
  const read = yamlIn(sources, file);
  if (read === undefined) {
    return { documents: [], file: undefined, limit: `the patch ${file} is not there or not read` };
  }
  return { documents: read.documents, file, limit: undefined };
}

/** Applies an entry of `patches`, whichever kind it is. @returns what could not be applied, in words */
export function applyPatch(
  resources: readonly Resource[],
  documents: readonly DataNode[],
  entry: DataNode | undefined,
  schemas: Schemas,
): readonly string[] {
  const target = entryOf(entry, 'target');
  const selector = isMissing(target) ? undefined : readSelector(target);
  const [first] = documents;
  if (first?.kind === 'list') {
    if (selector === undefined) return ['a JSON patch names no target'];
    return applyJson(resources, first, selector);
  }
  const isAllowed = (key: string) => textOf(nodeAt(entry, ['options', key])) === 'true';
  const allowed = { name: isAllowed('allowNameChange'), kind: isAllowed('allowKindChange') };
  return documents.flatMap((patch) => {
    if (patch.kind !== 'map') return [];
    if (selector) {
      if (selector.limit !== undefined) return [selector.limit];
      const chosen = select(resources, selector);
      return chosen.flatMap((resource) => {
        const own = entryOf(resource.node, 'apiVersion');
        const laid = own
          ? { ...patch, entries: new Map(patch.entries).set('apiVersion', own) }
          : patch;
        return applyStrategic(resource, laid, schemas, allowed);
      });
    }
    return applyByName(resources, patch, schemas, allowed);
  });
}

/** Applies a strategic merge patch to the one object it names. */
export function applyByName(
  resources: readonly Resource[],
  patch: DataMap,
  schemas: Schemas,
  allowed = { name: false, kind: false },
): readonly string[] {
  const id = idOf(patch);
  const matches = resources.filter(
    (resource) =>
      resource.node !== undefined &&
      [...previousIds(resource), idOf(resource.node)].some((other) => sameObject(other, id)),
  );
  const [match] = matches;
  if (match === undefined) return [`a patch meets no ${id.kind} ${id.name}`];
  if (matches.length > 1) return [`a patch meets several objects that are ${id.kind} ${id.name}`];
  return applyStrategic(match, patch, schemas, allowed);
}

function applyStrategic(
  resource: Resource,
  patch: DataMap,
  schemas: Schemas,
  allowed: { readonly name: boolean; readonly kind: boolean },
): readonly string[] {
  const { node } = resource;
  if (node === undefined) return [];
  const { name, namespace } = {
    name: nodeAt(node, ['metadata', 'name']),
    namespace: nodeAt(node, ['metadata', 'namespace']),
  };
  const kind = node.entries.get('kind');
  if (allowed.name || allowed.kind) storePreviousId(resource);
  try {
    const merged = strategicMerge(node, patch, schemas(gvkOf(node)));
    if (merged?.kind !== 'map' || merged.entries.size === 0) {
      resource.node = undefined;
      return [];
    }
    let kept: DataMap = merged;
    if (!allowed.kind && kind) kept = { ...kept, entries: new Map(kept.entries).set('kind', kind) };
    if (!allowed.name && name) kept = withMetadata(kept, 'name', name);
    resource.node = withNamespace(kept, namespace);
    return [];
  } catch (error) {
    if (!(error instanceof MergeConflict)) throw error;
    return [`a patch of ${textOf(name) ?? 'an object'} cannot be applied: ${error.message}`];
  }
}

function withNamespace(node: DataMap, namespace: DataNode | undefined): DataMap {
  if (namespace && textOf(namespace)) return withMetadata(node, 'namespace', namespace);
  const metadata = entryOf(node, 'metadata');
  if (metadata?.kind !== 'map' || !metadata.entries.has('namespace')) return node;
  const entries = new Map(metadata.entries);
  entries.delete('namespace');
  return { ...node, entries: new Map(node.entries).set('metadata', { ...metadata, entries }) };
}

/** Applies a JSON patch to every object a selector means. */
export function applyJson(
  resources: readonly Resource[],
  patch: DataNode,
  selector: ReturnType<typeof readSelector>,
): readonly string[] {
  if (selector.limit !== undefined) return [selector.limit];
  return select(resources, selector).flatMap((resource) => {
    if (resource.node === undefined) return [];
    storePreviousId(resource);
    try {
      const node = applyJsonPatch(withAnnotations(resource.node), patch);
      if (node.kind === 'map') resource.node = node;
      return [];
    } catch (error) {
      if (!(error instanceof PatchFailure)) throw error;
      const { kind, name } = idOf(resource.node);
      return [`a JSON patch of ${kind} ${name} cannot be applied: ${error.message}`];
    }
  });
}

/** Kustomize keeps notes of its own in the annotations while it works, so they are always there. */
function withAnnotations(node: DataMap): DataNode {
  if (!isMissing(nodeAt(node, ['metadata', 'annotations']))) return node;
  return withMetadata(node, 'annotations', {
    kind: 'map',
    entries: new Map(),
    open: null,
    trail: node.trail,
  });
}

/** A map of labels or annotations with these entries on top. */
export function withPairs(node: DataNode | undefined, pairs: DataMap): DataNode {
  const entries = new Map(node?.kind === 'map' ? node.entries : []);
  for (const [key, value] of pairs.entries) {
    entries.set(key, value.kind === 'scalar' ? dataText(value.text, value.trail) : value);
  }
  return { kind: 'map', entries, open: null, trail: node?.trail ?? pairs.trail };
}
