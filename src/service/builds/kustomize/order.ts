import { type DataMap, type DataNode, entryOf, itemsOf, textOf } from '../../syntax/data-node';
import { idOf, type ObjectId } from './resource';

const FIRST = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** The order in which kustomize prints: as it stands, or its old one by kind, as `sortOptions` says. */
export function inOrder(
  documents: readonly DataMap[],
  options: DataNode | undefined,
): readonly DataMap[] {
  if (textOf(entryOf(options, 'order')) === 'fifo') return documents;
  const legacy = entryOf(options, 'legacySortOptions');
  const named = (key: string, otherwise: readonly string[]) =>
    legacy ? itemsOf(entryOf(legacy, key)).map((item) => textOf(item) ?? '') : otherwise;
  const first = named('orderFirst', FIRST);
  const last = named('orderLast', LAST);
  const rank = (kind: string) => {
    const [early, late] = [first.indexOf(kind), last.indexOf(kind)];
    return late >= 0 ? 1 + late : early >= 0 ? early - first.length : 0;
  };
  const keyed = documents.map((node) => {
    const id = idOf(node);
    return {
      node,
      rank: rank(id.kind),
      kind: kindKey(id),
      key: `${id.namespace || '~X'}|${id.name}`,
    };
  });
  keyed.sort((a, b) => a.rank - b.rank || compare(a.kind, b.kind) || compare(a.key, b.key));
  return keyed.map(({ node }) => node);
}

function kindKey({ group, version, kind }: ObjectId): string {
  return `${group || '~G'}_${version || '~V'}_${kind}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
