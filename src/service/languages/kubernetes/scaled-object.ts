import { absent, type Field, isKnown, known, unknown, valueOf } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { type Autoscaler, behaviorOf } from './autoscaler';
import { type Block, child, integerField, listOf, stringField } from './fields';
import { firstWritten, type Metric } from './metric';
import type { KubernetesObject } from './object';
import { member, pointer } from './tree';

/** An autoscaler from KEDA's ScaledObject, or `undefined` for other kinds. */
export function scaledObjectOf(object: KubernetesObject): Autoscaler | undefined {
  if (object.kind !== 'ScaledObject' || object.group !== 'keda.sh') return undefined;
  const spec = child(object.body, 'spec');
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
    behavior: behaviorOf(behavior, undefined),
    keys: [],
    patch: object.patch || member(spec.map, 'scaleTargetRef') === undefined,
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
      subject: undefined,
    },
  ];
}

function percentOf(value: Field<string>): Field<number> {
  if (!isKnown(value)) return value;
  return /^\d+$/.test(value.value)
    ? known(Number(value.value), value.at, value.path, value.origin)
    : unknown('it is not a plain number', value.at, value.path);
}
