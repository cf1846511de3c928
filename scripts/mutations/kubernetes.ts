import {
  alone,
  autoscalerTwice,
  behavior,
  beside,
  besides,
  deployment,
  inAutoscaler,
  inScaledObject,
  inValues,
  isNarrow,
  memory,
  metric,
  pods,
  service,
} from './kubernetes-planting';
import type { Mutation } from './mutation';

const UTILIZATION = /(?<=target:\s*\n *)type: *Utilization(?=\n *averageUtilization)/;

/** Defects of an autoscaler, and of what stands around it, planted as documents of the same file. */
export const KUBERNETES_MUTATIONS: readonly Mutation[] = [
  inAutoscaler('kubernetes/hpa-min-greater-than-max', /minReplicas: *\d+/, 'minReplicas: 999'),
  inAutoscaler(
    'kubernetes/hpa-min-equals-max',
    /minReplicas: *\d+(?:(?=[\s\S]*?maxReplicas: *(\d+))|(?<=maxReplicas: *(\d+)[\s\S]*?))/,
    'minReplicas: $1$2',
  ),
  inAutoscaler('kubernetes/hpa-bounds-invalid', /maxReplicas: *\d+/, 'maxReplicas: 0'),
  inAutoscaler('kubernetes/hpa-removed-api-version', /autoscaling\/v2\b/, 'autoscaling/v2beta2'),
  inAutoscaler('kubernetes/hpa-unknown-field', /(\n *)maxReplicas:/, '$1scaleDownThreshold: 20$&'),
  inAutoscaler(
    'kubernetes/hpa-target-not-scalable',
    /(scaleTargetRef:[\s\S]*?)kind: *Deployment/,
    '$1kind: DaemonSet',
  ),
  autoscalerTwice('kubernetes/hpa-duplicate-target'),
  behavior(
    'kubernetes/hpa-scale-down-window-short',
    '{ scaleDown: { stabilizationWindowSeconds: 30 } }',
  ),
  inAutoscaler(
    'kubernetes/hpa-target-group-wrong',
    /(scaleTargetRef:[\s\S]*?apiVersion: *)apps\/v1(?=[\s\S]*?kind: *(?:Deployment|StatefulSet))/,
    '$1extensions/v1beta1',
  ),
  inAutoscaler('kubernetes/hpa-metric-target-type-mismatch', UTILIZATION, 'type: AverageValue'),
  inAutoscaler(
    'kubernetes/hpa-memory-only',
    /(\n *resource:\s*\n *name: *)cpu\b/,
    '$1memory',
    (block) =>
      block.match(/\n *-? *type: *(?:Resource|ContainerResource|Pods|Object|External)/g)?.length !==
      1,
  ),
  inAutoscaler(
    'kubernetes/hpa-behavior-not-set',
    /\n( +)behavior:.*\n(?:\1[ -].*\n|\s*\n)+/,
    '\n',
    (block) => !/autoscaling\/v2\s/.test(block),
  ),
  inAutoscaler('kubernetes/hpa-wrong-scalar-type', /minReplicas: *(\d+)/, 'minReplicas: "$1"'),
  inAutoscaler('kubernetes/hpa-min-replicas-low', /minReplicas: *\d+/, 'minReplicas: 1'),
  alone(
    inAutoscaler(
      'kubernetes/hpa-target-high',
      /(averageUtilization|(?<=autoscaling\/v1\n[\s\S]*)targetCPUUtilizationPercentage): *\d+/,
      '$1: 95',
    ),
  ),
  metric('kubernetes/hpa-invalid-quantity', memory('averageValue: 400Mib')),
  metric('kubernetes/hpa-implausible-quantity', memory('averageValue: 400m')),
  metric(
    'kubernetes/hpa-metric-target-incomplete',
    '{ type: Resource, resource: { name: memory, target: { averageUtilization: 80 } } }',
  ),
  metric('kubernetes/hpa-metric-source-mismatch', '{ type: Pods, resource: { name: memory } }'),
  metric(
    'kubernetes/hpa-duplicate-metric',
    `${pods('planted', '9')}\n$1- ${pods('planted', '12')}`,
  ),
  metric('kubernetes/hpa-queue-or-latency-target', pods('planted_queue_length', '500')),
  behavior(
    'kubernetes/hpa-scale-up-window-long',
    '{ scaleUp: { stabilizationWindowSeconds: 900 } }',
  ),
  behavior(
    'kubernetes/hpa-policy-never-binds',
    '{ scaleUp: { policies: [{ type: Percent, value: 1, periodSeconds: 60 }, { type: Pods, value: 900, periodSeconds: 60 }] } }',
  ),
  behavior(
    'kubernetes/hpa-scale-rate-high',
    '{ scaleDown: { policies: [{ type: Percent, value: 100, periodSeconds: 60 }] } }',
    isNarrow,
  ),
  behavior('kubernetes/hpa-direction-disabled', '{ scaleUp: { selectPolicy: Disabled } }'),
  behavior('kubernetes/hpa-behavior-invalid', '{ scaleUp: { policies: [] } }'),
  besides(
    metric(
      'kubernetes/hpa-container-not-found',
      '{ type: ContainerResource, containerResource: { name: cpu, container: misspelt, target: { type: Utilization, averageUtilization: 70 } } }',
    ),
    (target) => [deployment(target)],
  ),
  beside('kubernetes/hpa-target-not-found', (target) => [
    deployment({ ...target, name: `${target.name}-planted` }),
  ]),
  inScaledObject(
    'kubernetes/keda-bounds-invalid',
    /\n( *)scaleTargetRef:/,
    '\n$1minReplicaCount: 90\n$1maxReplicaCount: 9$&',
  ),
  inScaledObject(
    'kubernetes/keda-cpu-memory-scale-to-zero',
    /(?<!kind: *(?!Deployment|StatefulSet|ScaledObject)\w+\n[\s\S]*)\n( *)triggers:[\s\S]*$/,
    '\n$1triggers: [{ type: cpu, metricType: Utilization, metadata: { value: "70" } }]\n',
  ),
  inScaledObject(
    'kubernetes/keda-irrelevant-field',
    /\n( *)scaleTargetRef:/,
    '\n$1minReplicaCount: 2\n$1cooldownPeriod: 900$&',
  ),
  inValues('kubernetes/values-min-greater-than-max', (block) =>
    block.replace(/minReplicas: *\d+/, 'minReplicas: 999'),
  ),
  inValues('kubernetes/values-min-equals-max', (block) =>
    block
      .replace(/minReplicas: *\d+/, 'minReplicas: 7')
      .replace(/maxReplicas: *\d+/, 'maxReplicas: 7'),
  ),
  inValues('kubernetes/values-target-implausible', (block) =>
    block.replace(/(\n *target(?:CPU|Memory)(?:UtilizationPercentage)?: *)["']?\d+["']?/, '$10.7'),
  ),
  beside('kubernetes/hpa-vpa-conflict', ({ name, namespace, onCpu }) =>
    onCpu
      ? [
          `apiVersion: autoscaling.k8s.io/v1\nkind: VerticalPodAutoscaler\nmetadata: {${namespace} name: planted }\n` +
            `spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} } }\n`,
        ]
      : undefined,
  ),
  beside('kubernetes/pdb-blocks-eviction', (target) => [
    deployment(target),
    `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {${target.namespace} name: planted }\n` +
      'spec: { maxUnavailable: 0, selector: { matchLabels: { planted: one } } }\n',
  ]),
  beside('kubernetes/hpa-target-replicas-set', (target) => [
    deployment(target, { spec: 'replicas: 2, ' }),
  ]),
  beside('kubernetes/hpa-target-replicas-zero', (target) => [
    deployment(target, { spec: 'replicas: 0, ' }),
  ]),
  beside('kubernetes/hpa-target-missing-requests', (target) =>
    target.onCpu ? [deployment(target, { container: '' })] : undefined,
  ),
  beside('kubernetes/hpa-utilization-unreachable', (target) =>
    target.onCpu
      ? [
          deployment(target, {
            container: ', resources: { requests: { cpu: 1 }, limits: { cpu: 10m } }',
          }),
        ]
      : undefined,
  ),
  beside('kubernetes/hpa-short-drain', (target) => [
    deployment(target, { pod: 'terminationGracePeriodSeconds: 1, ' }),
  ]),
  beside('kubernetes/hpa-no-readiness-probe', (target) =>
    target.onCpu ? [deployment(target), service(target)] : undefined,
  ),
  beside('topology/no-drain', (target) => [
    deployment(target, {
      container:
        ', resources: { requests: { cpu: 1, memory: 1Gi } }, lifecycle: { preStop: { sleep: { seconds: 60 } } }',
    }),
  ]),
  beside('kubernetes/hpa-session-affinity', (target) => [
    deployment(target),
    service(target, 'sessionAffinity: ClientIP, '),
  ]),
  beside('kubernetes/hpa-quota-exceeded', (target) => [
    deployment(target),
    `apiVersion: v1\nkind: ResourceQuota\nmetadata: {${target.namespace} name: planted }\nspec: { hard: { pods: "1" } }\n`,
  ]),
  beside('kubernetes/hpa-rwo-volume', (target) => [
    deployment(target, {
      pod: 'volumes: [{ name: data, persistentVolumeClaim: { claimName: planted } }], ',
    }),
    `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {${target.namespace} name: planted }\nspec: { accessModes: [ReadWriteOnce] }\n`,
  ]),
  beside('kubernetes/hpa-overlapping-selectors', (target) => [
    deployment(target),
    deployment({ ...target, name: 'planted' }),
  ]),
  beside('kubernetes/hpa-target-namespace-mismatch', (target) =>
    target.namespace === ''
      ? undefined
      : [deployment({ ...target, namespace: ' namespace: planted,' })],
  ),
  beside('kubernetes/hpa-resource-vs-container', (target) =>
    target.onCpu
      ? [
          deployment(target, {
            container:
              ', resources: { requests: { cpu: 1 } } }, { name: log-agent, resources: { requests: { cpu: 1 } }',
          }),
        ]
      : undefined,
  ),
];
