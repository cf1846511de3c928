import { known } from '../../contracts/field';
import { type Autoscaler, behaviorOf } from './autoscaler';
import { type Block, child, integerField, listOf, stringField } from './fields';
import { keysOf } from './keys';
import { cpuMetric, type Metric, metricOf } from './metric';
import type { KubernetesObject } from './object';
import { member, pointer } from './tree';

const ANNOTATED_METRICS = 'autoscaling.alpha.kubernetes.io/metrics';
/** What the API server sets where an HPA names no metric at all. */
const DEFAULT_CPU_UTILIZATION = 80;

/** An autoscaler from a HorizontalPodAutoscaler of any version, or `undefined` for other kinds. */
export function hpaOf(object: KubernetesObject): Autoscaler | undefined {
  if (object.kind !== 'HorizontalPodAutoscaler') return undefined;
  const spec = child(object.body, 'spec');
  const block = child(spec, 'scaleTargetRef');
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
    behavior: behaviorOf(child(spec, 'behavior'), member(spec.map, 'behavior')?.keyAt),
    keys: keysOf(object.body),
    patch:
      object.patch ||
      maxReplicas.state === 'absent' ||
      member(spec.map, 'scaleTargetRef') === undefined,
  };
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
    member(annotations.map, ANNOTATED_METRICS) !== undefined
  ) {
    return [];
  }
  const at = member(object.body.map, 'spec')?.keyAt ?? object.at;
  const path = pointer(spec.path, 'metrics');
  return [cpuMetric(known(DEFAULT_CPU_UTILIZATION, at, path, 'defaulted'), at)];
}
