import { ASSUMED_RELEASE, type BuildSources } from '../../contracts/build';
import { tableOf } from '../../text/tables';
import { textOf } from './arguments';
import type { Chart } from './chart';
import { chartFiles } from './files';
import {
  bool,
  int,
  type MapValue,
  map,
  plainOfRope,
  type Special,
  text,
  unknown,
  type Value,
  valueOf,
  written,
} from './values';

/** What every run of Helm decides anew, as `helm template` writes it. */
export const RELEASE_NAME = ASSUMED_RELEASE;
/** The namespace of a release that names none. */
export const RELEASE_NAMESPACE = 'default';
/** The version of Helm whose behaviour is followed. */
const HELM_VERSION = 'v4.1.4';
/** The version of Kubernetes that this Helm takes a cluster for when it asks none. */
const KUBERNETES_VERSION = '1.35.0';

/** Versions that Kubernetes serves in every release that is still kept up. */
const SERVED = tableOf<readonly string[]>({
  '': ['v1'],
  apps: ['v1'],
  batch: ['v1'],
  autoscaling: ['v1', 'v2'],
  policy: ['v1'],
  'admissionregistration.k8s.io': ['v1'],
  'apiextensions.k8s.io': ['v1'],
  'apiregistration.k8s.io': ['v1'],
  'authentication.k8s.io': ['v1'],
  'authorization.k8s.io': ['v1'],
  'certificates.k8s.io': ['v1'],
  'coordination.k8s.io': ['v1'],
  'discovery.k8s.io': ['v1'],
  'events.k8s.io': ['v1'],
  'networking.k8s.io': ['v1'],
  'node.k8s.io': ['v1'],
  'rbac.authorization.k8s.io': ['v1'],
  'scheduling.k8s.io': ['v1'],
  'storage.k8s.io': ['v1'],
});
/** Versions that Kubernetes has stopped to serve before 1.29. */
const GONE =
  /^(?:extensions\/v1beta1|apps\/v1beta[12]|autoscaling\/v2beta[12]|policy\/v1beta1|batch\/v1beta1|batch\/v2alpha1|(?:networking|rbac\.authorization|apiextensions|admissionregistration|coordination|scheduling|apiregistration|certificates|discovery|events|node)\.k8s\.io\/v1beta1|storage\.k8s\.io\/v1beta1)(?:\/|$)/;

/** Whether a cluster serves a version of a group; `undefined` where that depends on it. */
export function isServed(name: string): boolean | undefined {
  const parts = name.split('/');
  const isCore = /^v\d/.test(parts[0] ?? '');
  const [group = '', version = ''] = isCore ? ['', parts[0]] : parts;
  const kind = isCore ? parts[1] : parts[2];
  if (SERVED[group]?.includes(version ?? ''))
    return kind === undefined || KINDS.test(kind) ? true : undefined;
  if (GONE.test(name)) return false;
  return undefined;
}

/** Kinds that every version of these groups has had. */
const KINDS =
  /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob|HorizontalPodAutoscaler|PodDisruptionBudget|Ingress|IngressClass|NetworkPolicy|Service|ConfigMap|Secret|ServiceAccount|Role|RoleBinding|ClusterRole|ClusterRoleBinding|PriorityClass|StorageClass|CustomResourceDefinition)$/;

function special(name: string, call: Special['call']): Special {
  return { kind: 'special', name, trail: [], call };
}

/** What a chart's templates see: `.Values`, `.Release`, `.Chart` and the like, without `.Template`. */
export function contextOf(
  sources: BuildSources,
  chart: Chart,
  {
    values,
    release,
    namespace,
    subcharts,
    isRoot,
  }: {
    readonly values: MapValue;
    readonly release: string;
    readonly namespace: string;
    readonly subcharts: MapValue;
    readonly isRoot: boolean;
  },
): MapValue {
  const version = sources.kubernetesVersion();
  return map([
    ['Values', values],
    ['Chart', chartValue(chart, isRoot)],
    ['Subcharts', subcharts],
    ['Capabilities', capabilities(version)],
    ['Files', chartFiles(sources, chart)],
    [
      'Release',
      map([
        ['Name', text(release)],
        ['Namespace', text(namespace)],
        ['Service', text('Helm')],
        ['IsInstall', bool(true)],
        ['IsUpgrade', bool(false)],
        ['Revision', int(1)],
      ]),
    ],
  ]);
}

function chartValue({ metadata, name }: Chart, isRoot: boolean): Value {
  const own = metadata ? valueOf(metadata) : map([]);
  const named = new Map<string, Value>([['IsRoot', bool(isRoot)]]);
  for (const [key, value] of own.kind === 'map' ? own.entries : []) {
    // Numbers that Go keeps as texts here.
    const isText = key !== 'dependencies' && key !== 'annotations' && value.kind === 'number';
    const plain = isText ? text(plainOfRope(written(value)) ?? '', value.trail) : value;
    named.set(`${key.charAt(0).toUpperCase()}${key.slice(1)}`, plain);
  }
  named.set('Name', text(name, own.kind === 'map' ? (own.entries.get('name')?.trail ?? []) : []));
  for (const key of [
    'AppVersion',
    'Description',
    'Version',
    'Icon',
    'Home',
    'Type',
    'KubeVersion',
  ]) {
    if (!named.has(key)) named.set(key, text(''));
  }
  return map(named);
}

function capabilities(target: string | null): MapValue {
  const whole = /^\d+\.\d+\.\d+/.test(target ?? '')
    ? target
    : target === null
      ? KUBERNETES_VERSION
      : `${target}.0`;
  const [major = '1', minor = '35'] = (whole ?? KUBERNETES_VERSION).split('.');
  const version = `v${whole ?? KUBERNETES_VERSION}`;
  const kube: ReadonlyMap<string, Value> = new Map([
    ['Version', text(version)],
    ['GitVersion', text(version)],
    ['Major', text(major)],
    ['Minor', text(minor)],
  ]);
  return map([
    [
      'KubeVersion',
      special('KubeVersion', (name) => (name === 'String' ? text(version) : kube.get(name))),
    ],
    [
      'APIVersions',
      special('APIVersions', (name, args) => {
        if (name !== 'Has') return undefined;
        const served = isServed(textOf(args, 0));
        return served === undefined
          ? unknown(`whether the cluster has ${textOf(args, 0)} is not known`)
          : bool(served);
      }),
    ],
    ['HelmVersion', map([['Version', text(HELM_VERSION)]])],
  ]);
}

/** The metadata of a template: `.Template`. */
export function templateValue(name: string, basePath: string): MapValue {
  return map([
    ['Name', text(name)],
    ['BasePath', text(basePath)],
  ]);
}
