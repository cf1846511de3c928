import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';

export default defineRule({
  id: 'kubernetes/hpa-min-equals-max',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  summary: 'minReplicas equals maxReplicas, so the autoscaler never scales.',
  citations: ['kubernetes.hpa', 'guide.autoscaling'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { minReplicas: min, maxReplicas: max, resource, object } of kubernetes.autoscalers) {
      if (resource !== 'HorizontalPodAutoscaler' || object.live) continue;
      if (!isKnown(min) || !isKnown(max) || min.value !== max.value || max.value < 1) continue;
      const doubled = max.value * 2;
      report({
        at: max,
        message:
          `minReplicas and maxReplicas are both ${max.value}: the count stays there whatever the ` +
          'load, and the autoscaler does nothing. Raise maxReplicas.',
        related: [{ at: min, message: `minReplicas is ${min.value}` }],
        fixes: () =>
          fixOf(
            `Raise maxReplicas: ${max.value} → ${doubled}`,
            'guided',
            replaceValue(kubernetes.file, max.path, doubled),
          ),
      });
    }
  },
});
