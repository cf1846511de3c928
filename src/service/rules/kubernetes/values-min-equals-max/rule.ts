import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';

export default defineRule({
  id: 'kubernetes/values-min-equals-max',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Chart’s floor equals its ceiling',
  summary: 'The values of a chart switch autoscaling on, with one count for floor and ceiling.',
  citations: ['kubernetes.hpa', 'guide.autoscaling'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { enabled, minReplicas: min, maxReplicas: max } of kubernetes.chartValues) {
      if (valueOf(enabled) !== true || !isKnown(min) || !isKnown(max)) continue;
      if (min.value !== max.value || max.value < 1) continue;
      const doubled = max.value * 2;
      report({
        at: max,
        message:
          `Autoscaling is enabled, but minReplicas and maxReplicas are both ${max.value}: the count ` +
          'stays there whatever the load. Raise maxReplicas.',
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
