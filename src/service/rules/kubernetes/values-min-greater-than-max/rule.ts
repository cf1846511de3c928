import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { boundsFixes } from '../../../languages/kubernetes/edits';

export default defineRule({
  id: 'kubernetes/values-min-greater-than-max',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Chart’s floor above its ceiling',
  summary: 'The values of a chart switch autoscaling on with a floor above the ceiling.',
  citations: ['kubernetes.api.hpa-v2', 'guide.autoscaling'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['suggestion', 'guided'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { enabled, minReplicas: min, maxReplicas: max } of kubernetes.chartValues) {
      if (valueOf(enabled) !== true || !isKnown(min) || !isKnown(max)) continue;
      if (min.value <= max.value) continue;
      report({
        at: min,
        message:
          `minReplicas is ${min.value} and maxReplicas is ${max.value}: the API server rejects the ` +
          'autoscaler that the chart makes of it. Swap them, or raise maxReplicas.',
        related: [{ at: max, message: `maxReplicas is ${max.value}` }],
        fixes: () => boundsFixes(kubernetes.file, min, max),
      });
    }
  },
});
