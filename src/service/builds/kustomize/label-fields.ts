import type { FieldSpec } from './field-spec';

const AFFINITY = 'spec/template/spec/affinity';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

function podSelectors(kind: string): readonly FieldSpec[] {
  const paths = [
    `${AFFINITY}/podAffinity/${PREFERRED}/labelSelector/matchLabels`,
    `${AFFINITY}/podAffinity/${REQUIRED}/labelSelector/matchLabels`,
    `${AFFINITY}/podAntiAffinity/${PREFERRED}/labelSelector/matchLabels`,
    `${AFFINITY}/podAntiAffinity/${REQUIRED}/labelSelector/matchLabels`,
    'spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels',
  ];
  return paths.map((path) => ({ path, kind, group: 'apps' }));
}

/** The labels and annotations of the objects themselves. */
const metadata = (key: 'annotations' | 'labels'): FieldSpec => ({
  path: `metadata/${key}`,
  create: true,
});

/** Those of what objects make: pods, and the jobs of a CronJob. */
function templateMetadata(
  key: 'annotations' | 'labels',
  statefulGroup?: string,
): readonly FieldSpec[] {
  const template = `spec/template/metadata/${key}`;
  return [
    { path: template, create: true, version: 'v1', kind: 'ReplicationController' },
    { path: template, create: true, kind: 'Deployment' },
    { path: template, create: true, kind: 'ReplicaSet' },
    { path: template, create: true, kind: 'DaemonSet' },
    { path: template, create: true, kind: 'StatefulSet', group: statefulGroup ?? '' },
    { path: template, create: true, kind: 'Job', group: 'batch' },
    { path: `spec/jobTemplate/metadata/${key}`, create: true, kind: 'CronJob', group: 'batch' },
    {
      path: `spec/jobTemplate/spec/template/metadata/${key}`,
      create: true,
      kind: 'CronJob',
      group: 'batch',
    },
  ];
}

/** Where `labels` writes. */
export const METADATA_LABELS: readonly FieldSpec[] = [metadata('labels')];

/** Where `labels` with `includeTemplates` writes. */
export const TEMPLATE_LABELS: readonly FieldSpec[] = [
  metadata('labels'),
  ...templateMetadata('labels', 'apps'),
];

/** Where `commonLabels`, and `labels` with `includeSelectors`, write: selectors too. */
export const COMMON_LABELS: readonly FieldSpec[] = [
  { path: 'spec/selector', create: true, version: 'v1', kind: 'Service' },
  { path: 'spec/selector', create: true, version: 'v1', kind: 'ReplicationController' },
  { path: 'spec/selector/matchLabels', create: true, kind: 'Deployment' },
  ...podSelectors('Deployment'),
  { path: 'spec/selector/matchLabels', create: true, kind: 'ReplicaSet' },
  { path: 'spec/selector/matchLabels', create: true, kind: 'DaemonSet' },
  { path: 'spec/selector/matchLabels', create: true, kind: 'StatefulSet', group: 'apps' },
  ...podSelectors('StatefulSet'),
  { path: 'spec/selector/matchLabels', kind: 'Job', group: 'batch' },
  { path: 'spec/jobTemplate/spec/selector/matchLabels', kind: 'CronJob', group: 'batch' },
  { path: 'spec/selector/matchLabels', kind: 'PodDisruptionBudget', group: 'policy' },
  { path: 'spec/podSelector/matchLabels', kind: 'NetworkPolicy', group: 'networking.k8s.io' },
  {
    path: 'spec/ingress/from/podSelector/matchLabels',
    kind: 'NetworkPolicy',
    group: 'networking.k8s.io',
  },
  {
    path: 'spec/egress/to/podSelector/matchLabels',
    kind: 'NetworkPolicy',
    group: 'networking.k8s.io',
  },
  ...TEMPLATE_LABELS,
  {
    path: 'spec/volumeClaimTemplates[]/metadata/labels',
    create: true,
    kind: 'StatefulSet',
    group: 'apps',
  },
];

/** Where `commonAnnotations` writes. */
export const COMMON_ANNOTATIONS: readonly FieldSpec[] = [
  metadata('annotations'),
  ...templateMetadata('annotations'),
];

/** Where `replicas` writes. */
export const REPLICA_FIELDS: readonly FieldSpec[] = [
  'Deployment',
  'ReplicationController',
  'ReplicaSet',
  'StatefulSet',
].map((kind) => ({ path: 'spec/replicas', create: true, kind }));
