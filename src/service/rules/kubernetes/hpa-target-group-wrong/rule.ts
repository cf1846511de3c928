import { type Field, isKnown, type Known } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule, type Reporter } from '../../../contracts/rule';
import type { ScaleTarget } from '../../../languages/kubernetes/autoscaler';
import { fixOf, insertEntry, replaceValue } from '../../../languages/kubernetes/edits';
import type { KubernetesModel } from '../../../languages/kubernetes/model';
import { minorOf } from '../../../languages/kubernetes/versions';
import { entryOf, tableOf } from '../../../text/tables';

/** The first minor release that wants a group in `scaleTargetRef.apiVersion`. */
const GROUP_REQUIRED_SINCE = 34;

export default defineRule({
  id: 'kubernetes/hpa-target-group-wrong',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Wrong API group of the target',
  summary: 'The autoscaler names its target by an API group that does not serve that kind.',
  citations: ['kubernetes.hpa', 'kubernetes.api.hpa-v2'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ kubernetes, targets }, report) {
    for (const { target, resource, object, patch } of kubernetes.autoscalers) {
      const { kind, apiVersion, name } = target;
      if (resource !== 'HorizontalPodAutoscaler' || patch || object.live || object.broken) continue;
      if (!isKnown(kind) || name.state === 'absent' || apiVersion.state === 'unknown') continue;
      if (isMisspelt(kind.value, apiVersion)) {
        reportKind(kubernetes, kind, report);
        continue;
      }
      if (isKnown(apiVersion) && apiVersion.value.split('/').length > 2) {
        reportSlashes(apiVersion, report);
        continue;
      }
      const right = entryOf(SERVED_AS, kind.value);
      if (right === undefined || !isWrong(apiVersion, right)) continue;
      const said = isKnown(apiVersion)
        ? `apiVersion is ${apiVersion.value}`
        : 'apiVersion is missing';
      report({
        at: isKnown(apiVersion) ? apiVersion : kind,
        severity: isRejected(apiVersion, targets.kubernetes) ? 'error' : 'warning',
        message:
          `${said}, but a ${kind.value} is served as ${right}: the autoscaler does not find what ` +
          `it scales. Write ${right}.`,
        fixes: () => fixes(kubernetes, target, right),
      });
    }
  },
});

/** Where Kubernetes serves the kinds that can be scaled. */
const SERVED_AS = tableOf<string>({
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  ReplicationController: 'v1',
  DeploymentConfig: 'apps.openshift.io/v1',
  Rollout: 'argoproj.io/v1alpha1',
});

/** `deployment`: kinds are compared letter by letter. */
function isMisspelt(kind: string, apiVersion: Field<string>): boolean {
  const right = spelling(kind);
  if (right === undefined || right === kind) return false;
  return !isKnown(apiVersion) || BUILT_IN.includes(groupOf(apiVersion.value));
}

function spelling(kind: string): string | undefined {
  return Object.keys(SERVED_AS).find((each) => each.toLowerCase() === kind.toLowerCase());
}

function reportKind({ file }: KubernetesModel, kind: Known<string>, report: Reporter): void {
  const right = spelling(kind.value) ?? '';
  report({
    at: kind,
    message:
      `There is no kind ${kind.value}: Kubernetes compares letter by letter, and the autoscaler does ` +
      `not find what it scales. Write ${right}.`,
    fixes: () =>
      fixOf(
        `Set the target’s kind to ${right}`,
        'suggestion',
        replaceValue(file, kind.path, right),
      ),
  });
}

function reportSlashes(apiVersion: Known<string>, report: Reporter): void {
  report({
    at: apiVersion,
    message:
      `apiVersion is ${apiVersion.value}, which has more than one slash: nothing is served as that, ` +
      'and the autoscaler does not find what it scales. Write a group and a version.',
  });
}

/** Groups of Kubernetes itself; others may have a kind of the same name. */
const BUILT_IN = ['', 'apps', 'extensions', 'batch', 'autoscaling', 'core'];

/** The controller looks at the group only: `apps/v1beta1` finds the same Deployment. */
function isWrong(apiVersion: Field<string>, right: string): boolean {
  if (!isKnown(apiVersion)) return groupOf(right) !== '';
  const group = groupOf(apiVersion.value);
  return group !== groupOf(right) && BUILT_IN.includes(group);
}

/** A target without any group was accepted, and never found, before the API server checked it. */
function isRejected(apiVersion: Field<string>, version: string | undefined): boolean {
  if (isKnown(apiVersion) && apiVersion.value.includes('/')) return true;
  return (minorOf(version) ?? 0) >= GROUP_REQUIRED_SINCE;
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

function fixes(
  { file }: KubernetesModel,
  { apiVersion, path }: ScaleTarget,
  right: string,
): readonly Fix[] {
  const changes = isKnown(apiVersion)
    ? replaceValue(file, apiVersion.path, right)
    : insertEntry(file, path, 'apiVersion', right);
  return fixOf(`Set the target’s apiVersion to ${right}`, 'suggestion', changes);
}
