import { tableOf } from '../../text/tables';
import type { FieldSpec } from './field-spec';
import type { GvkSelector } from './resource';

/** A kind of object and the fields of others that hold its name. */
export interface NameReference extends GvkSelector {
  readonly fields: readonly FieldSpec[];
}

/** Where the pods of a kind are described: the path before `spec/`. */
const POD_HOLDERS = tableOf<string>({
  Pod: '',
  PodTemplate: 'template/',
  Deployment: 'spec/template/',
  ReplicaSet: 'spec/template/',
  DaemonSet: 'spec/template/',
  StatefulSet: 'spec/template/',
  Job: 'spec/template/',
  CronJob: 'spec/jobTemplate/spec/template/',
});

/** The kinds whose pods name accounts, claims and priorities; kustomize leaves ReplicaSet out. */
const POD_OWNERS = tableOf<string>({
  Pod: '',
  StatefulSet: 'spec/template/',
  Deployment: 'spec/template/',
  ReplicationController: 'spec/template/',
  CronJob: 'spec/jobTemplate/spec/template/',
  Job: 'spec/template/',
  DaemonSet: 'spec/template/',
});

function inPods(
  holders: Readonly<Record<string, string>>,
  ...paths: readonly string[]
): FieldSpec[] {
  return Object.entries(holders).flatMap(([kind, prefix]) =>
    paths.map((path) => ({ path: `${prefix}spec/${path}`, kind })),
  );
}

const SCALED: FieldSpec[] = [{ path: 'spec/scaleTargetRef/name', kind: 'HorizontalPodAutoscaler' }];
const RULES: FieldSpec[] = [
  { path: 'rules/resourceNames', kind: 'Role' },
  { path: 'rules/resourceNames', kind: 'ClusterRole' },
];
const RBAC = 'rbac.authorization.k8s.io';
const HOOKS = 'admissionregistration.k8s.io';

/** The fields that hold names of other objects, as kustomize 5 knows them (`nameReference`). */
export const NAME_REFERENCES: readonly NameReference[] = [
  ...['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) => ({
    kind,
    fields: SCALED,
  })),
  {
    kind: 'ConfigMap',
    version: 'v1',
    fields: [
      ...inPods(
        POD_HOLDERS,
        'volumes/configMap/name',
        'containers/env/valueFrom/configMapKeyRef/name',
        'initContainers/env/valueFrom/configMapKeyRef/name',
        'containers/envFrom/configMapRef/name',
        'initContainers/envFrom/configMapRef/name',
        'volumes/projected/sources/configMap/name',
      ),
      { path: 'spec/configSource/configMap', kind: 'Node' },
      ...RULES,
      {
        path: 'metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap',
        kind: 'Ingress',
      },
    ],
  },
  {
    kind: 'Secret',
    version: 'v1',
    fields: [
      ...inPods(
        POD_HOLDERS,
        'volumes/secret/secretName',
        'containers/env/valueFrom/secretKeyRef/name',
        'initContainers/env/valueFrom/secretKeyRef/name',
        'containers/envFrom/secretRef/name',
        'initContainers/envFrom/secretRef/name',
        'imagePullSecrets/name',
        'volumes/projected/sources/secret/name',
      ),
      { path: 'spec/tls/secretName', kind: 'Ingress' },
      { path: 'metadata/annotations/ingress.kubernetes.io\\/auth-secret', kind: 'Ingress' },
      { path: 'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret', kind: 'Ingress' },
      {
        path: 'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret',
        kind: 'Ingress',
      },
      { path: 'imagePullSecrets/name', kind: 'ServiceAccount' },
      ...['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].map((name) => ({
        path: `parameters/${name}`,
        kind: 'StorageClass',
      })),
      ...RULES,
      {
        path: 'spec/template/spec/containers/env/valueFrom/secretKeyRef/name',
        kind: 'Service',
        group: 'serving.knative.dev',
        version: 'v1',
      },
      { path: 'spec/azureFile/secretName', kind: 'PersistentVolume' },
    ],
  },
  {
    kind: 'Service',
    version: 'v1',
    fields: [
      { path: 'spec/serviceName', kind: 'StatefulSet', group: 'apps' },
      { path: 'spec/rules/http/paths/backend/serviceName', kind: 'Ingress' },
      { path: 'spec/backend/serviceName', kind: 'Ingress' },
      { path: 'spec/rules/http/paths/backend/service/name', kind: 'Ingress' },
      { path: 'spec/defaultBackend/service/name', kind: 'Ingress' },
      { path: 'spec/service/name', kind: 'APIService', group: 'apiregistration.k8s.io' },
      {
        path: 'webhooks/clientConfig/service',
        kind: 'ValidatingWebhookConfiguration',
        group: HOOKS,
      },
      { path: 'webhooks/clientConfig/service', kind: 'MutatingWebhookConfiguration', group: HOOKS },
    ],
  },
  {
    kind: 'Role',
    group: RBAC,
    fields: [{ path: 'roleRef/name', kind: 'RoleBinding', group: RBAC }],
  },
  {
    kind: 'ClusterRole',
    group: RBAC,
    fields: [
      { path: 'roleRef/name', kind: 'RoleBinding', group: RBAC },
      { path: 'roleRef/name', kind: 'ClusterRoleBinding', group: RBAC },
    ],
  },
  {
    kind: 'ServiceAccount',
    version: 'v1',
    fields: [
      { path: 'subjects', kind: 'RoleBinding', group: RBAC },
      { path: 'subjects', kind: 'ClusterRoleBinding', group: RBAC },
      ...inPods(POD_OWNERS, 'serviceAccountName'),
    ],
  },
  {
    kind: 'PersistentVolumeClaim',
    version: 'v1',
    fields: inPods(POD_OWNERS, 'volumes/persistentVolumeClaim/claimName'),
  },
  {
    kind: 'PersistentVolume',
    version: 'v1',
    fields: [
      { path: 'spec/volumeName', kind: 'PersistentVolumeClaim' },
      { path: 'rules/resourceNames', kind: 'ClusterRole' },
    ],
  },
  {
    kind: 'StorageClass',
    version: 'v1',
    group: 'storage.k8s.io',
    fields: [
      { path: 'spec/storageClassName', kind: 'PersistentVolume' },
      { path: 'spec/storageClassName', kind: 'PersistentVolumeClaim' },
      { path: 'spec/volumeClaimTemplates/spec/storageClassName', kind: 'StatefulSet' },
    ],
  },
  {
    kind: 'PriorityClass',
    version: 'v1',
    group: 'scheduling.k8s.io',
    fields: inPods(POD_OWNERS, 'priorityClassName'),
  },
  {
    kind: 'ValidatingAdmissionPolicy',
    group: HOOKS,
    fields: [{ path: 'spec/policyName', kind: 'ValidatingAdmissionPolicyBinding', group: HOOKS }],
  },
];

/** Where `$(VAR)` of the old `vars` is replaced (`varReference`). */
export const VAR_REFERENCES: readonly FieldSpec[] = [
  ...inPods(
    { ...POD_HOLDERS, PodTemplate: 'template/' },
    ...['containers', 'initContainers'].flatMap((list) =>
      ['args', 'command', 'env/value', 'volumeMounts/mountPath'].map((field) => `${list}/${field}`),
    ),
    'volumes/nfs/server',
  ).filter(({ kind }) => kind !== 'PodTemplate'),
  { path: 'spec/template/metadata/annotations', kind: 'Deployment' },
  { path: 'spec/rules/host', kind: 'Ingress' },
  { path: 'spec/tls/hosts', kind: 'Ingress' },
  { path: 'spec/tls/secretName', kind: 'Ingress' },
  { path: 'spec/ports/port', kind: 'Service' },
  { path: 'spec/ports/targetPort', kind: 'Service' },
  { path: 'spec/volumeClaimTemplates/spec/nfs/server', kind: 'StatefulSet' },
  { path: 'spec/nfs/server', kind: 'PersistentVolume' },
  { path: 'metadata/labels' },
  { path: 'metadata/annotations' },
];
