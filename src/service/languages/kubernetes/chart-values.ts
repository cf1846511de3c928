import { type Field, type Located, valueOf } from '../../contracts/field';
import { type Block, child, integerField, listOf, read, rootBlock, stringField } from './fields';
import type { KubernetesObject } from './object';
import type { ManifestDocument } from './part';
import { member, pointer } from './tree';

/**
 * An `autoscaling` block in the values of a Helm chart, as `helm create` and most charts have it: the
 * chart writes an autoscaler from it where `enabled` is true.
 */
export interface AutoscalingValues {
  readonly block: Block;
  /** What it belongs to: `web` for `web.autoscaling`; empty for the chart itself. */
  readonly owner: string;
  readonly enabled: Field<boolean>;
  readonly minReplicas: Field<number>;
  readonly maxReplicas: Field<number>;
  readonly targets: readonly UtilizationTarget[];
}

/** A percentage of the request that the pods are held at, as text: charts pass it on as it stands. */
export interface UtilizationTarget extends Located {
  readonly key: string;
  readonly resource: 'cpu' | 'memory';
  readonly value: Field<string>;
}

const TARGETS: readonly (readonly [key: string, resource: UtilizationTarget['resource']])[] = [
  ['targetCPUUtilizationPercentage', 'cpu'],
  ['targetMemoryUtilizationPercentage', 'memory'],
  ['targetCPU', 'cpu'],
  ['targetMemory', 'memory'],
];
/** What charts call the block of values that an autoscaler is made from. */
export const AUTOSCALING_KEYS: ReadonlySet<string> = new Set([
  'autoscaling',
  'autoscaler',
  'hpa',
  'horizontalPodAutoscaler',
]);
/** Some charts keep the settings of the HorizontalPodAutoscaler one level down. */
const NESTED = 'hpa';
/** Values of charts within charts nest no deeper. */
const DEPTH = 6;

/** The autoscaling blocks of a values file, wherever in it they stand. */
export function chartValuesOf({
  root,
  index,
  broken,
  open,
}: ManifestDocument): readonly AutoscalingValues[] {
  if (root === undefined) return [];
  const gap = broken ? 'the document has syntax errors' : open ? 'a template writes it' : undefined;
  return blocksIn(rootBlock(root, `/${index}`, gap), []);
}

/** The autoscaling blocks among the values that a release of Flux or Argo CD gives to its chart. */
export function releaseValuesOf({
  kind,
  group,
  body,
}: KubernetesObject): readonly AutoscalingValues[] {
  const spec = child(body, 'spec');
  if (kind === 'HelmRelease' && group === 'helm.toolkit.fluxcd.io')
    return blocksIn(child(spec, 'values'), []);
  if (kind !== 'Application' || group !== 'argoproj.io') return [];
  return [child(spec, 'source'), ...listOf(spec, 'sources').items].flatMap((source) =>
    blocksIn(child(child(source, 'helm'), 'valuesObject'), []),
  );
}

function blocksIn(block: Block, owners: readonly string[]): readonly AutoscalingValues[] {
  if (block.map === undefined || owners.length > DEPTH) return [];
  return block.map.members.flatMap(({ key, value, merged }) => {
    if (merged || value.kind !== 'map' || value.borrowed) return [];
    const inner = child(block, key);
    if (!AUTOSCALING_KEYS.has(key)) return blocksIn(inner, [...owners, key]);
    const nested = child(inner, NESTED);
    if (nested.map !== undefined) return [valuesOf(nested, owners)];
    return [valuesOf(inner, owners), ...partsOf(inner, owners)];
  });
}

/** `autoscaling.web` with a switch of its own, which counts unless the one above it is off. */
function partsOf(block: Block, owners: readonly string[]): readonly AutoscalingValues[] {
  if (valueOf(switchOf(block)) === false) return [];
  return (block.map?.members ?? []).flatMap(({ key, value, merged }) => {
    const isPart = member(value, 'enabled') !== undefined && member(value, 'maxReplicas');
    if (merged || value.borrowed || !isPart) return [];
    return [valuesOf(child(block, key), [...owners, key])];
  });
}

function switchOf(block: Block): Field<boolean> {
  return read(block, 'enabled', (text, plain) =>
    plain && /^(?:true|false)$/.test(text) ? text === 'true' : undefined,
  );
}

function valuesOf(block: Block, owners: readonly string[]): AutoscalingValues {
  return {
    block,
    owner: owners.join('.'),
    enabled: switchOf(block),
    minReplicas: integerField(block, 'minReplicas'),
    maxReplicas: integerField(block, 'maxReplicas'),
    targets: TARGETS.flatMap(([key, resource]) => {
      const entry = member(block.map, key);
      if (entry === undefined) return [];
      const path = pointer(block.path, key);
      return [{ key, resource, value: stringField(block, key), at: entry.value.at, path }];
    }),
  };
}
