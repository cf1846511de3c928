import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import { child, listOf } from '../../../languages/kubernetes/fields';
import type { KubernetesModel } from '../../../languages/kubernetes/model';
import type { KubernetesObject } from '../../../languages/kubernetes/object';
import { minorOf } from '../../../languages/kubernetes/versions';
import { entryOf, tableOf } from '../../../text/tables';

/** When a version of an API went. */
interface Removal {
  /** The minor release of Kubernetes 1 that stopped serving it. */
  readonly minor: number;
  readonly instead: string;
  /** Nothing but the version's name has changed. */
  readonly isAlike?: true;
}

const APPS: Removal = { minor: 16, instead: 'apps/v1' };

/** What clusters served once, by kind and version. Autoscalers have a rule of their own. */
const REMOVED = tableOf<Readonly<Record<string, Removal>>>({
  PodDisruptionBudget: {
    'policy/v1beta1': { minor: 25, instead: 'policy/v1', isAlike: true },
  },
  CronJob: {
    'batch/v1beta1': { minor: 25, instead: 'batch/v1', isAlike: true },
    'batch/v2alpha1': { minor: 21, instead: 'batch/v1', isAlike: true },
  },
  Ingress: {
    'extensions/v1beta1': { minor: 22, instead: 'networking.k8s.io/v1' },
    'networking.k8s.io/v1beta1': { minor: 22, instead: 'networking.k8s.io/v1' },
  },
  Deployment: { 'extensions/v1beta1': APPS, 'apps/v1beta1': APPS, 'apps/v1beta2': APPS },
  DaemonSet: { 'extensions/v1beta1': APPS, 'apps/v1beta2': APPS },
  StatefulSet: { 'apps/v1beta1': APPS, 'apps/v1beta2': APPS },
  ReplicaSet: { 'extensions/v1beta1': APPS, 'apps/v1beta2': APPS },
});

export default defineRule({
  id: 'kubernetes/removed-api-version',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'API version is gone',
  summary:
    'A workload, a budget or an Ingress is written for an API version that clusters no longer serve.',
  citations: ['kubernetes.deprecation-guide'],
  practices: [],
  checklist: ['redundancy'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ kubernetes, targets }, report) {
    const minor = minorOf(targets.kubernetes);
    for (const object of kubernetes.objects) {
      const { apiVersion, kind, live, patch, choosesVersion } = object;
      if (live || patch || choosesVersion || !isKnown(apiVersion)) continue;
      const removal = entryOf(entryOf(REMOVED, kind) ?? {}, apiVersion.value);
      if (removal === undefined) continue;
      const isServed = minor !== undefined && minor < removal.minor;
      report({
        at: apiVersion,
        severity: isServed ? 'warning' : 'error',
        message:
          `Kubernetes 1.${removal.minor} stopped serving ${kind} as ${apiVersion.value}. ` +
          `${isServed ? 'An upgrade breaks it' : 'Applying it fails'}: write it for ${removal.instead}${removal.isAlike ? '' : ', which spells some of its fields differently'}.`,
        fixes: () => fixesFor(removal, object, kubernetes),
      });
    }
  },
});

function fixesFor(
  { instead, isAlike }: Removal,
  { path, body, broken }: KubernetesObject,
  { file }: KubernetesModel,
) {
  // An empty selector selected nothing once, and selects every pod now.
  const selector = child(child(body, 'spec'), 'selector');
  const isEmpty =
    selector.written &&
    !child(selector, 'matchLabels').written &&
    listOf(selector, 'matchExpressions').state !== 'written';
  if (!isAlike || broken || isEmpty) return [];
  return fixOf(
    `Set apiVersion to ${instead}`,
    'suggestion',
    replaceValue(file, `${path}/apiVersion`, instead),
  );
}
