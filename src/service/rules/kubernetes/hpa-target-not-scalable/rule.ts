import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { lookup } from '../../../languages/kubernetes/lookup';

export default defineRule({
  id: 'kubernetes/hpa-target-not-scalable',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  summary: 'The autoscaler targets a kind that has no number of replicas.',
  citations: ['kubernetes.hpa'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { target, resource, object } of kubernetes.autoscalers) {
      const { kind, apiVersion } = target;
      if (resource !== 'HorizontalPodAutoscaler' || object.live || !isKnown(kind)) continue;
      const group = lookup(NOT_SCALABLE, kind.value);
      if (group === undefined || apiVersion.state === 'unknown') continue;
      const written = valueOf(apiVersion);
      if (written !== undefined && groupOf(written) !== group) continue;
      report({
        at: kind,
        message:
          `A ${kind.value} has no replicas to change: the autoscaler fails to read its scale and ` +
          'does nothing. Target a Deployment or a StatefulSet.',
      });
    }
  },
});

/** Built-in kinds without a scale subresource, by the group that serves them. */
const NOT_SCALABLE: Readonly<Record<string, string>> = {
  DaemonSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  Pod: '',
  Service: '',
  ConfigMap: '',
};

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
