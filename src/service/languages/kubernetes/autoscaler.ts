import {
  absent,
  type Field,
  isKnown,
  type Known,
  known,
  type Located,
  unknown,
  valueOf,
} from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { type Block, child, integerField, listOf, quantityField, stringField } from './fields';
import { keysOf, type WrittenKey } from './keys';
import { lookup } from './lookup';
import type { KubernetesObject } from './object';
import { type ScalingRules, scalingRulesOf } from './scaling-rules';
import { member, pointer } from './tree';

/** A HorizontalPodAutoscaler of any version, or KEDA's ScaledObject. */
export interface Autoscaler {
  readonly object: KubernetesObject;
  readonly resource: 'HorizontalPodAutoscaler' | 'ScaledObject';
  readonly spec: Block;
  readonly target: ScaleTarget;
  readonly minReplicas: Field<number>;
  readonly maxReplicas: Field<number>;
  readonly metrics: readonly Metric[];
  /** Every metric is written out, or none and the API server's default holds. */
  readonly metricsKnown: boolean;
  readonly behavior: Behavior;
  /** Every key as written; empty for a ScaledObject. */
  readonly keys: readonly WrittenKey[];
  /** Laid over another object, or only a part of one: what it lacks stands elsewhere. */
  readonly patch: boolean;
}

/** What is scaled. */
export interface ScaleTarget {
  readonly path: string;
  readonly at: Span;
  readonly apiVersion: Field<string>;
  readonly kind: Field<string>;
  readonly name: Field<string>;
}

/** One metric, whatever version wrote it. */
export interface Metric {
  readonly path: string;
  /** The smallest token that names it. */
  readonly at: Span;
  /** `Resource`, `ContainerResource`, `Pods`, `Object`, `External`. */
  readonly type: Field<string>;
  /** `cpu`, `memory`, or the name of another metric. */
  readonly name: Field<string>;
  readonly container: Field<string>;
  /** Percent of the request; absent where the target is a raw value. */
  readonly utilization: Field<number>;
  /** The raw target, as written. */
  readonly value: Field<string>;
  /** `Utilization`, `AverageValue` or `Value`, as v2 writes it. */
  readonly targetType: Field<string>;
  /** Which values the target sets; empty where a template may set others. */
  readonly targetFields: readonly TargetField[];
  /** The mapping that describes it, such as `resource`. */
  readonly source: Block | undefined;
  /** Every source that is written, whatever the type; empty where a template may write others. */
  readonly sources: readonly WrittenSource[];
}

/** A key of a metric that describes where its figures come from. */
export interface WrittenSource extends Located {
  /** `resource`, `pods` … */
  readonly key: string;
  /** The type that belongs to it: `Resource`, `Pods` … */
  readonly type: string;
}

/** A value of a metric's target, as v2 names them. */
export type TargetField = (typeof TARGET_FIELDS)[number];
const TARGET_FIELDS = ['averageUtilization', 'averageValue', 'value'] as const;

/** How fast it scales; absent as a whole where `written` is false. */
export interface Behavior {
  readonly block: Block;
  /** The key `behavior`, where it is written. */
  readonly at: Span | undefined;
  readonly scaleUpWindow: Field<number>;
  readonly scaleDownWindow: Field<number>;
  readonly scaleUp: ScalingRules;
  readonly scaleDown: ScalingRules;
}

const ANNOTATED_METRICS = 'autoscaling.alpha.kubernetes.io/metrics';
/** What the API server sets where an HPA names no metric at all. */
const DEFAULT_CPU_UTILIZATION = 80;

/** An autoscaler from an object, or `undefined` for other kinds. */
export function autoscalerOf(object: KubernetesObject): Autoscaler | undefined {
  const spec = child(object.body, 'spec');
  if (object.kind === 'HorizontalPodAutoscaler') return hpaOf(object, spec);
  if (object.kind === 'ScaledObject' && object.group === 'keda.sh')
    return scaledObjectOf(object, spec);
  return undefined;
}

function hpaOf(object: KubernetesObject, spec: Block): Autoscaler {
  const block = child(spec, 'scaleTargetRef');
  const behavior = child(spec, 'behavior');
  const maxReplicas = integerField(spec, 'maxReplicas');
  return {
    object,
    resource: 'HorizontalPodAutoscaler',
    spec,
    target: {
      path: block.path,
      at: member(spec.map, 'scaleTargetRef')?.keyAt ?? object.at,
      apiVersion: stringField(block, 'apiVersion'),
      kind: stringField(block, 'kind'),
      name: stringField(block, 'name'),
    },
    minReplicas: integerField(spec, 'minReplicas'),
    maxReplicas,
    metrics: metricsOf(object, spec),
    metricsKnown: listOf(spec, 'metrics').state !== 'unknown',
    behavior: {
      block: behavior,
      at: member(spec.map, 'behavior')?.keyAt,
      scaleUpWindow: integerField(child(behavior, 'scaleUp'), 'stabilizationWindowSeconds'),
      scaleDownWindow: integerField(child(behavior, 'scaleDown'), 'stabilizationWindowSeconds'),
      scaleUp: scalingRulesOf(behavior, 'scaleUp'),
      scaleDown: scalingRulesOf(behavior, 'scaleDown'),
    },
    keys: keysOf(object.body),
    patch: object.patch || maxReplicas.state === 'absent' || !hasKey(spec, 'scaleTargetRef'),
  };
}

function hasKey(block: Block, key: string): boolean {
  return member(block.map, key) !== undefined;
}

function metricsOf(object: KubernetesObject, spec: Block): readonly Metric[] {
  const list = listOf(spec, 'metrics');
  const older = integerField(spec, 'targetCPUUtilizationPercentage');
  if (older.state !== 'absent' && list.state === 'absent' && object.version === 'v1') {
    return [cpuMetric(older, older.at)];
  }
  if (list.items.length > 0) return list.items.map(metricOf);
  const annotations = child(child(object.body, 'metadata'), 'annotations');
  if (
    list.state !== 'absent' ||
    older.state !== 'absent' ||
    hasKey(annotations, ANNOTATED_METRICS)
  ) {
    return [];
  }
  const at = member(object.body.map, 'spec')?.keyAt ?? object.at;
  const path = pointer(spec.path, 'metrics');
  return [cpuMetric(known(DEFAULT_CPU_UTILIZATION, at, path, 'defaulted'), at)];
}

function cpuMetric(utilization: Field<number>, at: Span): Metric {
  const { path } = utilization;
  return {
    path,
    at,
    type: known('Resource', at, path, 'defaulted'),
    name: known('cpu', at, path, 'defaulted'),
    container: absent(at.end, pointer(path, 'container')),
    utilization,
    value: absent(at.end, pointer(path, 'value')),
    targetType: absent(at.end, pointer(path, 'type')),
    targetFields: [],
    source: undefined,
    sources: [],
  };
}

/** Where each type of metric keeps its source. */
const SOURCES: Readonly<Record<string, string>> = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
};

function metricOf(item: Block): Metric {
  const type = stringField(item, 'type');
  const source = child(item, lookup(SOURCES, valueOf(type)) ?? 'resource');
  const target = child(source, 'target');
  const name = firstWritten(
    stringField(source, 'name'),
    stringField(child(source, 'metric'), 'name'),
    stringField(source, 'metricName'),
  );
  return {
    path: item.path,
    at: isKnown(name) ? name.at : type.state === 'absent' ? item.at : type.at,
    type,
    name,
    container: stringField(source, 'container'),
    utilization: firstWritten(
      integerField(target, 'averageUtilization'),
      integerField(source, 'targetAverageUtilization'),
    ),
    value: firstWritten(
      quantityField(target, 'averageValue'),
      quantityField(target, 'value'),
      quantityField(source, 'targetAverageValue'),
      quantityField(source, 'targetValue'),
    ),
    targetType: stringField(target, 'type'),
    targetFields:
      target.gap === undefined && target.map?.partial === false
        ? TARGET_FIELDS.filter((field) => stringField(target, field).state !== 'absent')
        : [],
    source,
    sources: sourcesOf(item),
  };
}

function sourcesOf({ map, gap, path }: Block): readonly WrittenSource[] {
  if (map === undefined || map.partial || gap !== undefined) return [];
  return Object.entries(SOURCES).flatMap(([type, key]) => {
    const entry = member(map, key);
    return entry === undefined ? [] : [{ key, type, at: entry.keyAt, path: pointer(path, key) }];
  });
}

function firstWritten<T>(first: Field<T>, ...others: readonly Field<T>[]): Field<T> {
  return [first, ...others].find((field) => field.state !== 'absent') ?? first;
}

function scaledObjectOf(object: KubernetesObject, spec: Block): Autoscaler {
  const block = child(spec, 'scaleTargetRef');
  const at = member(spec.map, 'scaleTargetRef')?.keyAt ?? object.at;
  const behavior = child(
    child(child(child(spec, 'advanced'), 'horizontalPodAutoscalerConfig'), 'behavior'),
    'behavior',
  );
  return {
    object,
    resource: 'ScaledObject',
    spec,
    target: {
      path: block.path,
      at,
      apiVersion: orDefault(stringField(block, 'apiVersion'), 'apps/v1', at),
      kind: orDefault(stringField(block, 'kind'), 'Deployment', at),
      name: stringField(block, 'name'),
    },
    minReplicas: orDefault(integerField(spec, 'minReplicaCount'), 0, object.at),
    maxReplicas: orDefault(integerField(spec, 'maxReplicaCount'), 100, object.at),
    metrics: listOf(spec, 'triggers').items.flatMap(triggerOf),
    metricsKnown: listOf(spec, 'triggers').state === 'written',
    behavior: {
      block: behavior,
      at: undefined,
      scaleUpWindow: integerField(child(behavior, 'scaleUp'), 'stabilizationWindowSeconds'),
      scaleDownWindow: integerField(child(behavior, 'scaleDown'), 'stabilizationWindowSeconds'),
      scaleUp: scalingRulesOf(behavior, 'scaleUp'),
      scaleDown: scalingRulesOf(behavior, 'scaleDown'),
    },
    keys: [],
    patch: object.patch || !hasKey(spec, 'scaleTargetRef'),
  };
}

function orDefault<T>(field: Field<T>, value: T, at: Span): Field<T> {
  return field.state === 'absent' ? known(value, at, field.path, 'defaulted') : field;
}

/** A KEDA trigger; `cpu` and `memory` become resource metrics of the HPA that KEDA makes. */
function triggerOf(item: Block): readonly Metric[] {
  const type = stringField(item, 'type');
  if (!isKnown(type)) return [];
  const metadata = child(item, 'metadata');
  const isResource = type.value === 'cpu' || type.value === 'memory';
  const metricType = valueOf(
    firstWritten(stringField(item, 'metricType'), stringField(metadata, 'type')),
  );
  const value = stringField(metadata, 'value');
  const byUtilization = isResource && (metricType ?? 'Utilization') === 'Utilization';
  return [
    {
      path: item.path,
      at: type.at,
      type: { ...type, value: isResource ? 'Resource' : 'External' },
      name: type,
      container: stringField(metadata, 'containerName'),
      utilization: byUtilization
        ? percentOf(value)
        : absent(type.at.end, pointer(item.path, 'utilization')),
      value: byUtilization ? absent(type.at.end, pointer(item.path, 'value')) : value,
      targetType: absent(type.at.end, pointer(item.path, 'targetType')),
      targetFields: [],
      source: metadata,
      sources: [],
    },
  ];
}

function percentOf(value: Field<string>): Field<number> {
  if (!isKnown(value)) return value;
  return /^\d+$/.test(value.value)
    ? ({ ...value, value: Number(value.value) } satisfies Known<number>)
    : unknown('it is not a plain number', value.at, value.path);
}
