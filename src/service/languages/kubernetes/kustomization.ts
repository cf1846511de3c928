import { type Field, isKnown } from '../../contracts/field';
import { type Block, child, integerField, listOf, rootBlock, stringField } from './fields';
import type { ManifestDocument } from './part';
import { isTemplated } from './template';
import { leavesOf, member, type Node, stepsOf } from './tree';
import { parseYaml } from './yaml';

/** A kustomization: what it builds from, and what it changes about that. */
export interface Kustomization {
  readonly path: string;
  /** Files and folders, relative to it. */
  readonly resources: readonly string[];
  readonly components: readonly string[];
  readonly namePrefix: Field<string>;
  readonly nameSuffix: Field<string>;
  readonly namespace: Field<string>;
  readonly patches: readonly KustomizePatch[];
  readonly replicas: readonly SetReplicas[];
  /** Anything may change. */
  readonly rewrites: boolean;
}

/** A patch, as far as its kustomization shows it. */
export interface KustomizePatch {
  /** Relative to the kustomization; `null` for a patch that is written in it. */
  readonly file: string | null;
  readonly targetKind: string | null;
  readonly targetName: string | null;
  readonly touches: readonly string[] | null;
}

/** An item of `replicas`. */
export interface SetReplicas {
  readonly path: string;
  readonly name: Field<string>;
  readonly count: Field<number>;
}

const UNREADABLE = [
  'helmCharts',
  'helmChartInflationGenerator',
  'generators',
  'transformers',
  'replacements',
  'configurations',
  'vars',
];
const REMOTE = /^[a-z][a-z+.-]*:\/\/|^git@|^github\.com\/|[?&]ref=|^[\w-]+(?:\.[\w-]+)+\/.*\/\//i;

/** Names, alternatives of names, and one wildcard; other expressions are taken to match anything. */
const PLAIN_EXPRESSION = /^(?:[\w-]+(?:\|[\w-]+)*|[\w-]*\.\*[\w-]*)$/;

/** The kustomization of a document of a file that is one. */
export function kustomizationsOf({
  root,
  index,
  broken,
  open,
}: ManifestDocument): readonly Kustomization[] {
  if (root?.kind !== 'map') return [];
  const gap = broken || open ? 'part of it cannot be read' : undefined;
  return [kustomizationOf(rootBlock(root, `/${index}`, gap))];
}

function kustomizationOf(body: Block): Kustomization {
  const resources = ['resources', 'bases'].map((key) => textsIn(body, key));
  const components = textsIn(body, 'components');
  const strategic = textsIn(body, 'patchesStrategicMerge');
  const lists = ['patches', 'patchesJson6902'].map((key) => listOf(body, key));
  const all = [...resources.flatMap(({ texts }) => texts), ...components.texts];
  const rewrites =
    body.gap !== undefined ||
    UNREADABLE.some((key) => member(body.map, key) !== undefined) ||
    all.some((name) => REMOTE.test(name)) ||
    lists.some(({ state }) => state === 'unknown') ||
    [...resources, components, strategic].some(({ whole }) => !whole);
  return {
    path: body.path,
    resources: resources.flatMap(({ texts }) => texts).filter((name) => !REMOTE.test(name)),
    components: components.texts,
    namePrefix: stringField(body, 'namePrefix'),
    nameSuffix: stringField(body, 'nameSuffix'),
    namespace: stringField(body, 'namespace'),
    patches: [
      ...strategic.texts.map((text) => (text.includes('\n') ? inlinePatch(text) : inFile(text))),
      ...lists.flatMap(({ items }) => items.map(patchOf)),
    ],
    replicas: listOf(body, 'replicas').items.map((item) => ({
      path: item.path,
      name: stringField(item, 'name'),
      count: integerField(item, 'count'),
    })),
    rewrites,
  };
}

interface Texts {
  readonly texts: readonly string[];
  /** Every item could be read. */
  readonly whole: boolean;
}

function textsIn(body: Block, key: string): Texts {
  const { nodes, state } = listOf(body, key);
  const texts = nodes.flatMap((node) => (node.kind === 'scalar' ? [node.value] : []));
  const whole = texts.length === nodes.length && !texts.some(isTemplated);
  return { texts, whole: state !== 'unknown' && whole };
}

function inFile(file: string): KustomizePatch {
  return { file, targetKind: null, targetName: null, touches: null };
}

function patchOf(item: Block): KustomizePatch {
  const target = child(item, 'target');
  const path = stringField(item, 'path');
  const inline = stringField(item, 'patch');
  const patch = isKnown(path)
    ? inFile(path.value)
    : isKnown(inline)
      ? inlinePatch(inline.value)
      : { file: null, targetKind: null, targetName: null, touches: null };
  if (!target.written) return patch;
  return { ...patch, targetKind: matcher(target, 'kind'), targetName: matcher(target, 'name') };
}

function matcher(target: Block, key: string): string | null {
  const field = stringField(target, key);
  return isKnown(field) && PLAIN_EXPRESSION.test(field.value) ? field.value : null;
}

/** A patch as text: JSON operations, or a part of the object itself. */
function inlinePatch(text: string): KustomizePatch {
  const { root } = parseYaml(text);
  const nothing = { file: null, targetKind: null, targetName: null, touches: null };
  if (root?.kind === 'sequence') return { ...nothing, touches: operations(root.items) };
  if (root?.kind !== 'map') return nothing;
  const body = rootBlock(root, '', undefined);
  const kind = stringField(body, 'kind');
  const name = stringField(child(body, 'metadata'), 'name');
  return {
    file: null,
    targetKind: isKnown(kind) ? kind.value : null,
    targetName: isKnown(name) ? name.value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : null,
    touches: leavesOf(root),
  };
}

function operations(items: readonly Node[]): readonly string[] | null {
  const paths = items.map((item) => {
    const path = member(item, 'path')?.value;
    return path?.kind === 'scalar' ? stepsOf(path.value).join('/') : undefined;
  });
  return paths.every((path) => path !== undefined) ? paths : null;
}
