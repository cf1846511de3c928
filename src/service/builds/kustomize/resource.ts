import { type DataMap, type DataNode, entryOf, nodeAt, textOf } from '../../syntax/data-node';
import { tableOf } from '../../text/tables';

/** What tells an object of Kubernetes from others. */
export interface ObjectId {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  /** Empty where none is written. */
  readonly namespace: string;
}

/** The part of an id that says what kind of object it is. */
export type Gvk = Pick<ObjectId, 'group' | 'version' | 'kind'>;

/** A wildcard for kinds: what is empty matches anything. */
export type GvkSelector = Partial<Gvk>;

/** What a generator does where an object of this name is there already. */
export type Behavior = 'create' | 'merge' | 'replace';

/** An object on its way through a kustomization, with the names it has had. */
export interface Resource {
  /** `undefined` once a patch has deleted it. */
  node: DataMap | undefined;
  previous: readonly Pick<ObjectId, 'kind' | 'name' | 'namespace'>[];
  prefixes: readonly string[];
  suffixes: readonly string[];
  /** Its name ends in a hash of its content. */
  needsHash: boolean;
  behavior: Behavior;
  /** Names of vars that read it. */
  readonly vars: Set<string>;
}

/** A resource of an object as it is written. */
export function resourceOf(node: DataMap): Resource {
  return {
    node,
    previous: [],
    prefixes: [],
    suffixes: [],
    needsHash: false,
    behavior: 'create',
    vars: new Set(),
  };
}

/** Group and version of an `apiVersion`. */
export function groupVersion(apiVersion: string): Pick<ObjectId, 'group' | 'version'> {
  const slash = apiVersion.indexOf('/');
  return slash === -1
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** What kind of object a node is. */
export function gvkOf(node: DataNode | undefined): Gvk {
  return {
    ...groupVersion(textOf(entryOf(node, 'apiVersion')) ?? ''),
    kind: textOf(entryOf(node, 'kind')) ?? '',
  };
}

/** The id of a node as it stands. */
export function idOf(node: DataNode | undefined): ObjectId {
  return {
    ...gvkOf(node),
    name: textOf(nodeAt(node, ['metadata', 'name'])) ?? '',
    namespace: textOf(nodeAt(node, ['metadata', 'namespace'])) ?? '',
  };
}

/** Every id a resource has had, the oldest first, without the current one. */
export function previousIds(resource: Resource): readonly ObjectId[] {
  const { group, version } = gvkOf(resource.node);
  return resource.previous.map((id) => ({ group, version, ...id }));
}

/** The id a resource was read with. */
export function originalId(resource: Resource): ObjectId {
  return previousIds(resource)[0] ?? idOf(resource.node);
}

/** Notes the current id before something changes it. */
export function storePreviousId(resource: Resource): void {
  const { kind, name, ...id } = idOf(resource.node);
  const namespace = effectiveNamespace({ kind, name, ...id });
  resource.previous = [...resource.previous, { kind, name, namespace }];
}

/** Whether two ids mean one object. */
export function sameObject(a: ObjectId, b: ObjectId): boolean {
  return objectKey(a) === objectKey(b);
}

/** The same for ids that mean one object. */
export function objectKey(id: ObjectId): string {
  return [id.group, id.version, id.kind, effectiveNamespace(id), id.name].join('\n');
}

/** The namespace an object is in: `default` where none is written. */
export function effectiveNamespace(id: ObjectId): string {
  if (isClusterScoped(id)) return '_non_namespaceable_';
  return id.namespace === '' ? 'default' : id.namespace;
}

/** Whether a selector takes a kind of object. */
export function isSelected(id: Gvk, { group, version, kind }: GvkSelector): boolean {
  return (
    (!group || group === id.group) &&
    (!version || version === id.version) &&
    (!kind || kind === id.kind)
  );
}

/** Kinds that stand in no namespace, by group; kinds of other groups are taken as namespaced. */
const CLUSTER_SCOPED = tableOf<readonly string[]>({
  '': ['ComponentStatus', 'Namespace', 'Node', 'PersistentVolume'],
  'admissionregistration.k8s.io': [
    'MutatingWebhookConfiguration',
    'ValidatingWebhookConfiguration',
  ],
  'apiextensions.k8s.io': ['CustomResourceDefinition'],
  'apiregistration.k8s.io': ['APIService'],
  'authentication.k8s.io': ['TokenReview'],
  'authorization.k8s.io': [
    'SelfSubjectAccessReview',
    'SelfSubjectRulesReview',
    'SubjectAccessReview',
  ],
  'certificates.k8s.io': ['CertificateSigningRequest'],
  'flowcontrol.apiserver.k8s.io': ['FlowSchema', 'PriorityLevelConfiguration'],
  'internal.apiserver.k8s.io': ['StorageVersion'],
  'networking.k8s.io': ['IngressClass'],
  'node.k8s.io': ['RuntimeClass'],
  policy: ['PodSecurityPolicy'],
  'rbac.authorization.k8s.io': ['ClusterRole', 'ClusterRoleBinding'],
  'scheduling.k8s.io': ['PriorityClass'],
  'storage.k8s.io': ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
});

/** Whether objects of a kind stand in no namespace. */
export function isClusterScoped({ group, kind }: Gvk): boolean {
  return CLUSTER_SCOPED[group]?.includes(kind) === true;
}
