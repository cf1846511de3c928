import { visit } from 'jsonc-parser';
import type { Detector } from '../../contracts/language';
import { isJson } from './json';

/** The kinds that say something about autoscaling, or that an autoscaler reads. */
const KINDS = [
  'HorizontalPodAutoscaler',
  'HorizontalPodAutoscalerList',
  'Deployment',
  'DeploymentList',
  'StatefulSet',
  'StatefulSetList',
  'DaemonSet',
  'DaemonSetList',
  'ReplicaSet',
  'ReplicaSetList',
  'ReplicationController',
  'Rollout',
  'PodDisruptionBudget',
  'VerticalPodAutoscaler',
  'ResourceQuota',
  'PersistentVolumeClaim',
  'Service',
  'ConfigMap',
  'LimitRange',
  'ScaledObject',
  'ScaledJob',
  'Job',
  'CronJob',
  'Application',
  'ApplicationSet',
  'Ingress',
  'HelmRelease',
  'Cluster',
  'Pooler',
  'IngressRoute',
  'PostgresCluster',
  'postgresql',
].join('|');

const FILE_NAME =
  /(?:\.(?:ya?ml|json)(?:\.(?:j2|jinja2?|tmpl|tpl|tftpl|erb|template|in))?|\.tmpl|(?:^|\/)Kustomization)$/i;
const EXTENSION = /\.[^./]+$/;
const MENTION = new RegExp(`\\bkind["']?[ \\t]*:[ \\t]*["']?(?:${KINDS}|List)\\b`);
const BLOCK_KIND = new RegExp(
  `^\\uFEFF?["']?kind["']?[ \\t]*:[ \\t]*["']?(?:${KINDS})["']?[ \\t\\r]*(?:#.*)?$`,
  'm',
);
const BLOCK_LIST = /^\uFEFF?["']?kind["']?[ \t]*:[ \t]*["']?List["']?[ \t\r]*(?:#.*)?$/m;
/** A Template of OpenShift holds its objects in a list. */
const BLOCK_TEMPLATE = /^\uFEFF?["']?kind["']?[ \t]*:[ \t]*["']?Template["']?[ \t\r]*(?:#.*)?$/m;
const BLOCK_OBJECTS = /^["']?objects["']?[ \t]*:/m;
const BLOCK_VERSION = /^\uFEFF?["']?apiVersion["']?[ \t]*:/m;
const ITEM_KIND = new RegExp(`\\bkind["']?[ \\t]*:[ \\t]*["']?(?:${KINDS})\\b`);
const FLOW_START = /^\uFEFF?\s*(?:---\s*)?\{(?![{%])/;
const KUSTOMIZATION_NAME = /(?:^|\/)kustomization(?:\.ya?ml)?$/i;
const HELMFILE_NAME = /(?:^|\/)helmfile(?:\.d\/[\w.-]+)?\.ya?ml$/i;
/** `values.yaml`, `values-prod.yaml`, `prod-values.yaml`. */
const VALUES_NAME = /(?:^|\/)(?:values(?:[-._][\w.-]+)?|[\w-]+[-_.]values)\.ya?ml$/i;
/** `values/prod.yaml`, `environments/prod/shop.yaml`. */
const VALUES_FOLDER = /(?:^|\/)(?:values|environments?|envs?)\/(?:[\w.-]+\/)?[\w.-]+\.ya?ml$/i;
/** What is a manifest, or a document of another tool. */
const OWN_KIND = /^["']?(?:kind|apiVersion|services|version)["']?[ \t]*:/m;
const AUTOSCALING_KEY = /^[ \t]*(?:autoscaling|autoscaler|hpa|horizontalPodAutoscaler)[ \t]*:/m;
/** What charts call the count of pods and what each needs. */
const POD_KEY =
  /^[ \t]*(?:replicas|replicaCount|(?:min|max)Replicas|resources|podDisruptionBudget)[ \t]*:/m;
const KUSTOMIZATION_API = /^["']?apiVersion["']?[ \t]*:[ \t]*["']?kustomize\.config\.k8s\.io\//m;
const KUSTOMIZATION_KEY =
  /^(?:resources|bases|components|patches\w*|replicas|namespace|name(?:Prefix|Suffix)|helmCharts|generators|configMapGenerator|secretGenerator|images|labels|commonLabels)[ \t]*:/m;

/** Recognises manifests by `apiVersion` and `kind`, and kustomizations, which may leave out both. */
export const kubernetesDetector: Detector = {
  id: 'kubernetes',
  mayBe: (path) => FILE_NAME.test(path),
  detect: ({ path, text }) => {
    if (isKustomization(path, text) || isChartValues(path, text) || isHelmfile(path, text))
      return true;
    if (!FILE_NAME.test(path) && EXTENSION.test(path)) return false;
    return mentionsKind(text) && (isJson(text, path) ? isJsonManifest(text) : isYamlManifest(text));
  },
};

/** Whether a text names one of our kinds; no text that does not is worth parsing. */
export function mentionsKind(text: string): boolean {
  return MENTION.test(text);
}

/** Whether a file is a kustomization: by its name and keys, or by its `apiVersion`. */
export function isKustomization(path: string, text: string): boolean {
  if (KUSTOMIZATION_API.test(text)) return true;
  return (
    KUSTOMIZATION_NAME.test(path) && KUSTOMIZATION_KEY.test(text) && !/\.fluxcd\.io\//.test(text)
  );
}

/** Whether a file says which charts helmfile releases: the values that it gives them may decide. */
export function isHelmfile(path: string, text: string): boolean {
  return HELMFILE_NAME.test(path) && /^["']?releases["']?[ \t]*:/m.test(text);
}

/**
 * Whether a file gives a chart its values: by its name, or by its folder and what it says there about how the chart
 * scales. Any value may decide what a template makes of it.
 */
export function isChartValues(path: string, text: string): boolean {
  const saysPods =
    POD_KEY.test(text) || (AUTOSCALING_KEY.test(text) && /\bmaxReplicas\b/.test(text));
  if (VALUES_NAME.test(path)) return saysPods || !OWN_KIND.test(text);
  return VALUES_FOLDER.test(path) && !OWN_KIND.test(text) && saysPods;
}

function isYamlManifest(text: string): boolean {
  if (FLOW_START.test(text)) return /\bapiVersion\b/.test(text) && ITEM_KIND.test(text);
  if (!BLOCK_VERSION.test(text)) return false;
  if (BLOCK_KIND.test(text)) return true;
  const holdsObjects =
    BLOCK_LIST.test(text) || (BLOCK_TEMPLATE.test(text) && BLOCK_OBJECTS.test(text));
  return holdsObjects && ITEM_KIND.test(text);
}

/** Looks at the keys of the outermost object only: settings of other tools embed manifests. */
function isJsonManifest(text: string): boolean {
  let version = false;
  let kind: unknown;
  visit(text, {
    onObjectProperty: (name, _offset, _length, _line, _character, path) => {
      version ||= path().length === 0 && name === 'apiVersion';
    },
    onLiteralValue: (value, _offset, _length, _line, _character, path) => {
      const steps = path();
      if (steps.length === 1 && steps[0] === 'kind') kind = value;
    },
  });
  if (!version || typeof kind !== 'string') return false;
  return kind === 'List' || (kind === 'Template' && /"objects"/.test(text))
    ? ITEM_KIND.test(text)
    : new RegExp(`^(?:${KINDS})$`).test(kind);
}
