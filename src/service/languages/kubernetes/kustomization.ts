import { isKnown } from '../../contracts/field';
import { type Block, child, listOf, rootBlock, stringField } from './fields';
import type { ManifestDocument } from './part';
import { member } from './tree';

/** A kustomization: the files it builds from, and whether it may change their names. */
export interface Kustomization {
  readonly path: string;
  /** Files and folders, relative to it. */
  readonly resources: readonly string[];
  readonly patches: readonly string[];
  /** Names or namespaces may change. */
  readonly transforms: boolean;
  /** Anything may change. */
  readonly rewrites: boolean;
}

const RENAMES = ['namePrefix', 'nameSuffix', 'namespace'];
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
  const resources = ['resources', 'bases', 'components'].map((key) => textsIn(body, key));
  const strategic = textsIn(body, 'patchesStrategicMerge');
  const patches = ['patches', 'patchesJson6902'].map((key) => patchFiles(body, key));
  const all = resources.flatMap(({ texts }) => texts);
  const has = (key: string) => member(body.map, key) !== undefined;
  const rewrites =
    body.gap !== undefined ||
    [...UNREADABLE, 'components'].some(has) ||
    all.some((name) => REMOTE.test(name)) ||
    strategic.texts.some((text) => text.includes('\n')) ||
    [...resources, strategic, ...patches].some(({ whole }) => !whole);
  return {
    path: body.path,
    resources: all.filter((name) => !REMOTE.test(name)),
    patches: [
      ...strategic.texts.filter((text) => !text.includes('\n')),
      ...patches.flatMap(({ texts }) => texts),
    ],
    transforms: rewrites || RENAMES.some(has),
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
  return { texts, whole: state !== 'unknown' && texts.length === nodes.length };
}

/** Patches by file; an inline patch may change what it likes, unless its kind rules that out. */
function patchFiles(body: Block, key: string): Texts {
  const { items, state } = listOf(body, key);
  const paths = items.map((item) => stringField(item, 'path'));
  const texts = paths.flatMap((path) => (isKnown(path) ? [path.value] : []));
  const whole = items.every((item, index) => paths[index]?.state === 'known' || isHarmless(item));
  return { texts, whole: state !== 'unknown' && whole };
}

const MATTERS =
  /Deployment|StatefulSet|ReplicaSet|Rollout|HorizontalPodAutoscaler|ScaledObject|ReplicationController/;

function isHarmless(item: Block): boolean {
  const kind = stringField(child(item, 'target'), 'kind');
  if (isKnown(kind)) return !MATTERS.test(kind.value) && /^\w+$/.test(kind.value);
  const inline = stringField(item, 'patch');
  const said = isKnown(inline) ? /^kind:\s*(\w+)/m.exec(inline.value)?.[1] : undefined;
  return said !== undefined && !MATTERS.test(said);
}
