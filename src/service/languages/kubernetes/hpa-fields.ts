import type { WrittenKey } from './keys';
import { lookup } from './lookup';

/**
 * The fields of a HorizontalPodAutoscaler by API version and place, below `spec`. Written by hand
 * from the API reference (kubernetes.io/docs/reference/kubernetes-api, autoscaling group) and, for
 * the versions no longer in it, from the type definitions that k8s.io/api keeps. Places that are
 * not listed (`selector`, `metadata`) are not checked.
 */
type FieldTable = Readonly<Record<string, readonly string[]>>;

const TARGET_REF = ['apiVersion', 'kind', 'name'];
const TARGET = ['type', 'averageUtilization', 'averageValue', 'value'];
const IDENTIFIER = ['name', 'selector'];
const POLICY = ['type', 'value', 'periodSeconds'];
const SCALING_RULES = ['stabilizationWindowSeconds', 'selectPolicy', 'policies'];
const METRIC = ['type', 'resource', 'containerResource', 'pods', 'object', 'external'];

const V1: FieldTable = {
  spec: ['scaleTargetRef', 'minReplicas', 'maxReplicas', 'targetCPUUtilizationPercentage'],
  'spec.scaleTargetRef': TARGET_REF,
};

const V2BETA2: FieldTable = {
  spec: ['scaleTargetRef', 'minReplicas', 'maxReplicas', 'metrics', 'behavior'],
  'spec.scaleTargetRef': TARGET_REF,
  'spec.metrics[]': METRIC,
  'spec.metrics[].resource': ['name', 'target'],
  'spec.metrics[].resource.target': TARGET,
  'spec.metrics[].containerResource': ['name', 'container', 'target'],
  'spec.metrics[].containerResource.target': TARGET,
  'spec.metrics[].pods': ['metric', 'target'],
  'spec.metrics[].pods.metric': IDENTIFIER,
  'spec.metrics[].pods.target': TARGET,
  'spec.metrics[].object': ['describedObject', 'metric', 'target'],
  'spec.metrics[].object.describedObject': TARGET_REF,
  'spec.metrics[].object.metric': IDENTIFIER,
  'spec.metrics[].object.target': TARGET,
  'spec.metrics[].external': ['metric', 'target'],
  'spec.metrics[].external.metric': IDENTIFIER,
  'spec.metrics[].external.target': TARGET,
  'spec.behavior': ['scaleUp', 'scaleDown'],
  'spec.behavior.scaleUp': SCALING_RULES,
  'spec.behavior.scaleUp.policies[]': POLICY,
  'spec.behavior.scaleDown': SCALING_RULES,
  'spec.behavior.scaleDown.policies[]': POLICY,
};

/** `tolerance` came with Kubernetes 1.33; `fallback` is announced as alpha and not judged. */
const V2: FieldTable = {
  ...V2BETA2,
  'spec.metrics[].external': ['metric', 'target', 'fallback'],
  'spec.behavior.scaleUp': [...SCALING_RULES, 'tolerance'],
  'spec.behavior.scaleDown': [...SCALING_RULES, 'tolerance'],
};

const V2BETA1: FieldTable = {
  spec: ['scaleTargetRef', 'minReplicas', 'maxReplicas', 'metrics'],
  'spec.scaleTargetRef': TARGET_REF,
  'spec.metrics[]': METRIC,
  'spec.metrics[].resource': ['name', 'targetAverageUtilization', 'targetAverageValue'],
  'spec.metrics[].containerResource': [
    'name',
    'container',
    'targetAverageUtilization',
    'targetAverageValue',
  ],
  'spec.metrics[].pods': ['metricName', 'selector', 'targetAverageValue'],
  'spec.metrics[].object': ['target', 'metricName', 'targetValue', 'selector', 'averageValue'],
  'spec.metrics[].object.target': TARGET_REF,
  'spec.metrics[].external': ['metricName', 'metricSelector', 'targetValue', 'targetAverageValue'],
};

const TABLES: Readonly<Record<string, FieldTable>> = {
  v1: V1,
  v2: V2,
  v2beta1: V2BETA1,
  v2beta2: V2BETA2,
};

/** The names a version of the `autoscaling` group knows at a place, such as `spec.metrics[]`. */
export function fieldsAt(
  version: string | undefined,
  place: string,
): readonly string[] | undefined {
  const table = lookup(TABLES, version);
  return table && lookup(table, place);
}

/** Whether a version knows every one of these keys. */
export function knowsAll(version: string, keys: readonly WrittenKey[]): boolean {
  return keys.every(({ place, key }) => fieldsAt(version, place)?.includes(key) ?? true);
}
