import { isKnown, valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import type { ScaleTarget } from '../../../languages/kubernetes/autoscaler';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import type { KubernetesModel } from '../../../languages/kubernetes/model';
import { entryOf, tableOf } from '../../../text/tables';

export default defineRule({
  id: 'kubernetes/hpa-target-not-scalable',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Target cannot be scaled',
  summary: 'The autoscaler targets a kind that has no number of replicas.',
  citations: ['kubernetes.hpa'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { target, resource, object } of kubernetes.autoscalers) {
      const { kind, apiVersion } = target;
      if (resource !== 'HorizontalPodAutoscaler' || object.live || !isKnown(kind)) continue;
      const group = entryOf(NOT_SCALABLE, kind.value);
      if (group === undefined || apiVersion.state === 'unknown') continue;
      const written = valueOf(apiVersion);
      if (written !== undefined && groupOf(written) !== group) continue;
      report({
        at: kind,
        message:
          `A ${kind.value} has no replicas to change: the autoscaler fails to read its scale and ` +
          'does nothing. Target a Deployment or a StatefulSet.',
        fixes: () => fixesOf(kubernetes, target),
      });
    }
  },
});

/** Built-in kinds without a scale subresource, by the group that serves them. */
const NOT_SCALABLE = tableOf<string>({
  DaemonSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  Pod: '',
  Service: '',
  ConfigMap: '',
});

/** A workload of that name in the same file is most likely what was meant. */
function fixesOf(
  { file, workloads }: KubernetesModel,
  { kind, apiVersion, name }: ScaleTarget,
): readonly Fix[] {
  const meant = workloads.find(
    ({ object }) => isKnown(object.name) && object.name.value === valueOf(name),
  );
  if (meant === undefined || !isKnown(meant.object.apiVersion) || !isKnown(apiVersion)) return [];
  const { object } = meant;
  return fixOf(
    `Change the target to ${object.kind} ${valueOf(name)}`,
    'suggestion',
    replaceValue(file, kind.path, object.kind),
    replaceValue(file, apiVersion.path, meant.object.apiVersion.value),
  );
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
