import { tableOf } from '../../text/tables';
import type { Gvk } from './resource';

/** By which keys the items of a list are told apart; an empty list merges plain values. */
export type MergeKeys = readonly string[];

/** The lists of one kind of object that are merged, by their path; other lists are replaced. */
export type ListSchema = ReadonlyMap<string, MergeKeys>;

const CONTAINER = tableOf<MergeKeys>({
  env: ['name'],
  ports: ['containerPort', 'protocol'],
  volumeDevices: ['devicePath'],
  volumeMounts: ['mountPath'],
});

const POD = tableOf<MergeKeys>({
  containers: ['name'],
  ephemeralContainers: ['name'],
  hostAliases: ['ip'],
  imagePullSecrets: ['name'],
  initContainers: ['name'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  volumes: ['name'],
  ...Object.fromEntries(
    ['containers', 'ephemeralContainers', 'initContainers'].flatMap((list) =>
      Object.entries(CONTAINER).map(([key, keys]) => [`${list}/*/${key}`, keys]),
    ),
  ),
});

const METADATA = tableOf<MergeKeys>({
  'metadata/finalizers': [],
  'metadata/ownerReferences': ['uid'],
});

/** Where the pod template of a kind stands. */
const TEMPLATES = tableOf<string>({
  'v1/Pod': '',
  'v1/PodTemplate': 'template/',
  'v1/ReplicationController': 'spec/template/',
  'apps/v1/DaemonSet': 'spec/template/',
  'apps/v1/Deployment': 'spec/template/',
  'apps/v1/ReplicaSet': 'spec/template/',
  'apps/v1/StatefulSet': 'spec/template/',
  'batch/v1/Job': 'spec/template/',
  'batch/v1/CronJob': 'spec/jobTemplate/spec/template/',
  'batch/v1beta1/CronJob': 'spec/jobTemplate/spec/template/',
});

const OTHERS = tableOf<Readonly<Record<string, MergeKeys>>>({
  'v1/Service': { 'spec/ports': ['port', 'protocol'] },
  'v1/ServiceAccount': { secrets: ['name'] },
  'admissionregistration.k8s.io/v1/MutatingWebhookConfiguration': { webhooks: ['name'] },
  'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration': { webhooks: ['name'] },
  'storage.k8s.io/v1/CSINode': { 'spec/drivers': ['name'] },
});

/** Kinds that Kubernetes has and whose own lists are all replaced. */
const PLAIN = new Set([
  'v1/ConfigMap',
  'v1/LimitRange',
  'v1/Namespace',
  'v1/PersistentVolume',
  'v1/PersistentVolumeClaim',
  'v1/ResourceQuota',
  'v1/Secret',
  'autoscaling/v1/HorizontalPodAutoscaler',
  'networking.k8s.io/v1/Ingress',
  'networking.k8s.io/v1/NetworkPolicy',
  'policy/v1/PodDisruptionBudget',
  'policy/v1beta1/PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1/ClusterRole',
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding',
  'rbac.authorization.k8s.io/v1/Role',
  'rbac.authorization.k8s.io/v1/RoleBinding',
]);

const schemas = new Map<string, ListSchema>();

/**
 * How the lists of a kind are merged (`x-kubernetes-patch-merge-key` and `x-kubernetes-list-map-keys` of
 * the schema of Kubernetes 1.21, which kustomize 5 carries). Kinds it does not know have no such lists.
 */
export function listSchemaOf({ group, version, kind }: Gvk): ListSchema {
  const key = [group, version, kind].filter((part) => part !== '').join('/');
  const known = schemas.get(key);
  if (known) return known;
  const template = TEMPLATES[key];
  const own = template === undefined ? OTHERS[key] : podLists(template);
  const known21 = own ?? (PLAIN.has(key) ? {} : undefined);
  const schema = new Map(Object.entries(known21 ? { ...METADATA, ...known21 } : {}));
  schemas.set(key, schema);
  return schema;
}

function podLists(template: string): Readonly<Record<string, MergeKeys>> {
  const under = (prefix: string, lists: Readonly<Record<string, MergeKeys>>) =>
    Object.entries(lists).map(([path, keys]) => [`${prefix}${path}`, keys] as const);
  return Object.fromEntries([
    ...under(`${template}spec/`, POD),
    ...(template === '' ? [] : under(template, METADATA)),
  ]);
}
