import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { boundsFixes } from '../../../languages/kubernetes/edits';

export default defineRule({
  id: 'kubernetes/hpa-min-greater-than-max',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'minReplicas above maxReplicas',
  summary: 'minReplicas is greater than maxReplicas.',
  citations: ['kubernetes.api.hpa-v2', 'guide.autoscaling'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['suggestion', 'guided'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { minReplicas: min, maxReplicas: max, resource, object } of kubernetes.autoscalers) {
      if (resource !== 'HorizontalPodAutoscaler' || object.live) continue;
      if (!isKnown(min) || !isKnown(max) || min.value <= max.value) continue;
      report({
        at: min,
        message:
          `minReplicas is ${min.value} and maxReplicas is ${max.value}: the API server rejects a ` +
          'floor above the ceiling. Swap them, or raise maxReplicas.',
        related: [{ at: max, message: `maxReplicas is ${max.value}`, decides: true }],
        fixes: () => boundsFixes(kubernetes.file, min, max),
      });
    }
  },
});
