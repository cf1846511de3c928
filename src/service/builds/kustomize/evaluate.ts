import type { BuildSources } from '../../contracts/build';
import {
  type DataMap,
  type DataNode,
  entryOf,
  isMissing,
  itemsOf,
  nodeAt,
  textOf,
} from '../../syntax/data-node';
import { readYaml } from '../../syntax/yaml';
import { joined } from '../../text/paths';
import { definitionsIn } from './crds';
import { type YamlFile, yamlIn } from './files';
import { generate } from './generators';
import { contentHash } from './hash';
import { fixReferences, withMetadata } from './names';
import { inOrder } from './order';
import { withPairs } from './patches';
import { isRemote } from './paths';
import { generatorOf, maybeChanged, runTransformer } from './plugins';
import {
  idOf,
  objectKey,
  previousIds,
  type Resource,
  resourceOf,
  sameObject,
  storePreviousId,
} from './resource';
import { emptyFields, FIELD_KINDS, fieldOf, limit, type State } from './state';
import { transform } from './transform';
import { readVars, resolveVars } from './vars';

/** What a kustomization builds. */
export interface Kustomized {
  readonly documents: readonly DataMap[];
  /** The files that were read: what is laid underneath comes first. */
  readonly layers: readonly string[];
  /** Nothing is missing in it. */
  readonly closed: boolean;
  readonly limits: readonly string[];
}

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
/** A kustomization may read no more folders than this, each as often as it is named. */
const MAX_FOLDERS = 500;
const MAX_RESOURCES = 10_000;

/** The file that makes a folder a kustomization. */
export function kustomizationIn(sources: BuildSources, folder: string): string | undefined {
  return NAMES.map((name) => joined(folder, name)).find((path) => sources.exists(path));
}

/**
 * Builds a kustomization as `kubectl kustomize` does (kustomize 5). What cannot be evaluated, such as a
 * remote base, is said in `limits` and leaves the build open; everything else is evaluated all the same.
 */
export function evaluateKustomization(sources: BuildSources, folder: string): Kustomized {
  const state: State = {
    sources,
    layers: new Set(),
    limits: new Set(),
    open: false,
    folders: 0,
    around: [],
    vars: [],
    fields: emptyFields(),
    hasSchema: false,
    order: undefined,
  };
  const resources = accumulate(state, folder, []);
  for (const resource of resources) addHash(resource);
  fixReferences(resources, state.fields.references);
  for (const missing of resolveVars(resources, state.vars, state.fields.varReference))
    limit(state, missing);
  const documents = resources.flatMap((resource) => finished(resource) ?? []);
  return {
    documents: inOrder(documents, state.order),
    layers: [...state.layers],
    closed: !state.open,
    limits: [...state.limits],
  };
}

/** Reads a kustomization on top of what a component is applied to. */
function accumulate(state: State, folder: string, before: readonly Resource[]): Resource[] {
  const file = kustomizationIn(state.sources, folder);
  const read = file === undefined ? undefined : yamlIn(state.sources, file);
  if (file === undefined || read === undefined) {
    limit(state, `${folder === '' ? 'the folder' : folder} holds no kustomization`);
    return [...before];
  }
  if (state.around.includes(folder)) {
    limit(state, `${folder} includes itself`);
    return [...before];
  }
  if (++state.folders > MAX_FOLDERS) {
    limit(state, 'it reads too many folders');
    return [...before];
  }
  const { documents, isBroken } = read;
  const [kustomization] = documents;
  if (isBroken) limit(state, `${file} is no valid YAML`);
  if (kustomization?.kind !== 'map') {
    limit(state, `${file} says nothing`);
    return [...before];
  }
  const { around, fields } = state;
  const isComponent = textOf(entryOf(kustomization, 'kind')) === 'Component';
  state.around = [...around, folder];
  if (!isMissing(nodeAt(kustomization, ['openapi', 'path']))) {
    state.hasSchema = true;
    limit(state, `openapi of ${folder || 'the root'} is not evaluated`);
  }
  if (!isComponent) state.fields = emptyFields();
  if (around.length === 0) state.order = entryOf(kustomization, 'sortOptions');
  const resources = run(state, folder, kustomization, before);
  state.layers.add(file);
  state.around = around;
  if (!isComponent) {
    for (const kind of FIELD_KINDS) fields[kind].push(...state.fields[kind]);
    fields.references.push(...state.fields.references);
    state.fields = fields;
  }
  return resources;
}

function run(
  state: State,
  folder: string,
  kustomization: DataMap,
  before: readonly Resource[],
): Resource[] {
  const field = (key: string) => kustomization.entries.get(key);
  const items = (key: string) => itemsOf(field(key));
  let resources = [...before];
  const make = (kind: 'ConfigMap' | 'Secret', entry: DataNode, options: DataNode | undefined) => {
    const made = generate(kind, entry, options, state.sources, folder);
    for (const file of made.files) state.layers.add(file);
    for (const why of made.limits) limit(state, why);
    absorb(state, resources, made.resource);
  };
  const there = new Set(resources.map(({ node }) => objectKey(idOf(node))));
  for (const entry of [...items('resources'), ...items('bases')]) {
    append(state, resources, readEntry(state, folder, entry), there);
  }
  for (const entry of items('configurations')) readConfiguration(state, folder, entry);
  for (const entry of items('crds')) readDefinitions(state, folder, entry);
  for (const [key, kind] of [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ] as const) {
    for (const entry of items(key)) make(kind, entry, field('generatorOptions'));
  }
  for (const plugin of items('generators').flatMap((each) => readPlugins(state, folder, each))) {
    const generator = generatorOf(plugin);
    if (generator) make(generator.kind, generator.entry, undefined);
    else limit(state, `generators of ${folder || 'the root'} are not evaluated`);
  }
  for (const key of ['helmCharts', 'helmChartInflationGenerator']) {
    if (items(key).length > 0) {
      limit(state, `${key} of ${folder || 'the root'} are not evaluated`);
    }
  }
  for (const entry of items('components')) {
    const path = joined(folder, textOf(entry) ?? '');
    if (isRemote(textOf(entry) ?? '')) limit(state, `the component ${textOf(entry)} is elsewhere`);
    else resources = accumulate(state, path, resources);
  }
  transform(state, folder, kustomization, resources);
  for (const entry of items('transformers')) {
    const plugins = readPlugins(state, folder, entry);
    const limits = plugins.map((plugin) => runTransformer(state, folder, plugin, resources));
    for (const why of limits.flat()) if (why) limit(state, `${why} (${folder || 'the root'})`);
    if (limits.length === 0 || limits.includes(undefined)) changeUnseen(state, folder, resources);
  }
  state.vars.push(...readVars(field('vars'), resources));
  return resources.filter(({ node }) => node !== undefined);
}

/** Configurations of plugins: inline, in a file, or built by a kustomization of their own. */
function readPlugins(state: State, folder: string, entry: DataNode): readonly DataNode[] {
  const text = textOf(entry) ?? '';
  if (!text.includes('\n'))
    return readEntry(state, folder, entry).flatMap(({ node }) => node ?? []);
  const [step] = entry.trail;
  return readYaml(text, {
    uri: step?.uri ?? '',
    path: `${step?.path ?? ''}#`,
    rewritten: true,
  }).documents;
}

/** A transformer that is not evaluated may change every object. */
function changeUnseen(state: State, folder: string, resources: readonly Resource[]): void {
  const where = folder || 'the root';
  limit(state, `transformers of ${where} are not evaluated`);
  for (const resource of resources) {
    if (resource.node)
      resource.node = maybeChanged(resource.node, `transformers of ${where} may change it`);
  }
}

/** The objects of a file or of another kustomization. */
function readEntry(state: State, folder: string, entry: DataNode): Resource[] {
  const written = textOf(entry) ?? '';
  const path = joined(folder, written);
  const read = yamlIn(state.sources, path);
  if (read) return readFile(state, path, read);
  if (kustomizationIn(state.sources, path) !== undefined) return accumulate(state, path, []);
  const why = isRemote(written) ? `${written} is elsewhere` : `${path} is not there or not read`;
  limit(state, why);
  return [];
}

function readFile(state: State, path: string, { documents, isBroken }: YamlFile): Resource[] {
  state.layers.add(path);
  if (isBroken) limit(state, `${path} is no valid YAML`);
  return documents.flatMap((node) => objectsOf(state, node, path)).map(resourceOf);
}

function objectsOf(state: State, node: DataNode, path: string): readonly DataMap[] {
  if (isMissing(node)) return [];
  if (node.kind !== 'map') {
    limit(state, `${path} holds something that is no object`);
    return [];
  }
  const kind = textOf(entryOf(node, 'kind')) ?? '';
  const items = entryOf(node, 'items');
  if (kind.endsWith('List') && items?.kind === 'list') {
    return items.items.flatMap((item) => objectsOf(state, item, path));
  }
  if (kind === '') limit(state, `${path} holds something that is no object`);
  return kind === '' ? [] : [node];
}

/** Two objects of one id cannot be built. */
function append(
  state: State,
  resources: Resource[],
  added: readonly Resource[],
  there: Set<string>,
): void {
  for (const resource of added) {
    const id = idOf(resource.node);
    const key = objectKey(id);
    if (there.has(key)) {
      limit(state, `${id.kind} ${id.name} is there twice`);
    } else if (resources.length >= MAX_RESOURCES) {
      limit(state, 'it builds too many objects');
    } else {
      there.add(key);
      resources.push(resource);
    }
  }
}

/** A generated object takes the place of one of its name where it says so. */
function absorb(state: State, resources: Resource[], made: Resource): void {
  const id = idOf(made.node);
  const index = resources.findIndex((resource) =>
    [...previousIds(resource), idOf(resource.node)].some((other) => sameObject(other, id)),
  );
  const old = resources[index];
  if (old?.node === undefined || made.node === undefined) {
    if (made.behavior !== 'create')
      limit(state, `there is no ${id.kind} ${id.name} to be laid over`);
    resources.push(made);
    return;
  }
  if (made.behavior === 'create') {
    limit(state, `${id.kind} ${id.name} is there twice`);
    return;
  }
  const { node } = made;
  let merged = node;
  for (const key of ['name', 'namespace']) {
    const value = nodeAt(old.node, ['metadata', key]);
    if (value) merged = withMetadata(merged, key, value);
  }
  for (const key of ['labels', 'annotations']) {
    const value = nodeAt(old.node, ['metadata', key]);
    const own = nodeAt(node, ['metadata', key]);
    if (value?.kind === 'map')
      merged = withMetadata(merged, key, own?.kind === 'map' ? withPairs(value, own) : value);
  }
  if (made.behavior === 'merge') {
    for (const key of ['data', 'binaryData']) {
      const [under, over] = [entryOf(old.node, key), entryOf(node, key)];
      if (under?.kind !== 'map') continue;
      const laid = over?.kind === 'map' ? over.entries : [];
      const open = under.open ?? (over?.kind === 'map' ? over.open : null);
      const data: DataMap = { ...under, entries: new Map([...under.entries, ...laid]), open };
      merged = { ...merged, entries: new Map(merged.entries).set(key, data) };
    }
  }
  resources[index] = { ...old, node: merged, needsHash: old.needsHash && made.needsHash };
}

function readConfiguration(state: State, folder: string, entry: DataNode): void {
  const path = joined(folder, textOf(entry) ?? '');
  const read = yamlIn(state.sources, path);
  if (read === undefined) {
    limit(state, `${path} is not there or not read`);
    return;
  }
  for (const document of read.documents) {
    for (const reference of itemsOf(entryOf(document, 'nameReference'))) {
      const fields = itemsOf(entryOf(reference, 'fieldSpecs')).map(fieldOf);
      state.fields.references.push({ ...fieldOf(reference), fields });
    }
    for (const kind of FIELD_KINDS) {
      state.fields[kind].push(...itemsOf(entryOf(document, kind)).map(fieldOf));
    }
  }
}

/** Fields that the schema of a custom kind says hold names, labels or annotations. */
function readDefinitions(state: State, folder: string, entry: DataNode): void {
  const path = joined(folder, textOf(entry) ?? '');
  const read = yamlIn(state.sources, path);
  if (read === undefined || read.isBroken) {
    limit(state, `${path} is not there or not read`);
    return;
  }
  state.layers.add(path);
  const { references, ...fields } = definitionsIn(read.documents[0]);
  state.fields.references.push(...references);
  for (const kind of ['commonAnnotations', 'commonLabels', 'namePrefix'] as const) {
    state.fields[kind].push(...fields[kind]);
  }
}

/** A generated object whose content is not all known keeps its name without the hash, and so do its users. */
function addHash(resource: Resource): void {
  const { node } = resource;
  if (!resource.needsHash || node === undefined) return;
  const data = ['data', 'binaryData', 'stringData'].map((key) => entryOf(node, key));
  const isOpen = data.some(
    (each) =>
      each?.kind === 'map' &&
      (each.open !== null || [...each.entries.values()].some(({ kind }) => kind === 'unknown')),
  );
  if (isOpen) return;
  const name = nodeAt(node, ['metadata', 'name']);
  const text = textOf(name);
  if (name?.kind !== 'scalar' || text === undefined) return;
  storePreviousId(resource);
  const hashed = `${text}-${contentHash(node)}`;
  const step = {
    uri: name.trail[0]?.uri ?? '',
    path: name.trail[0]?.path ?? '',
    how: 'named' as const,
  };
  resource.node = withMetadata(node, 'name', {
    ...name,
    value: hashed,
    text: hashed,
    trail: [...name.trail, step],
  });
}

/** The object as it is applied; what stays on the user's machine is none. */
function finished({ node, previous }: Resource): DataMap | undefined {
  if (node === undefined) return undefined;
  const annotations = nodeAt(node, ['metadata', 'annotations']);
  const local = textOf(entryOf(annotations, 'config.kubernetes.io/local-config'));
  if (local !== undefined && local !== 'false') return undefined;
  if (annotations === undefined || (annotations.kind !== 'map' && !isMissing(annotations)))
    return node;
  // Kustomize has kept notes of its own there, and writes back texts alone.
  if (annotations.kind === 'map' && (annotations.entries.size > 0 || annotations.open)) {
    if (previous.length === 0) return node;
    return withMetadata(node, 'annotations', withPairs(undefined, annotations));
  }
  const metadata = entryOf(node, 'metadata');
  if (metadata?.kind !== 'map') return node;
  const entries = new Map(metadata.entries);
  entries.delete('annotations');
  return { ...node, entries: new Map(node.entries).set('metadata', { ...metadata, entries }) };
}
