import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';

export default defineRule({
  id: 'kubernetes/hpa-metric-target-type-mismatch',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Target type and value disagree',
  summary: 'A metric’s target says one type and sets the value of another.',
  citations: ['kubernetes.api.hpa-v2', 'kubernetes.hpa.algorithm'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { metrics, resource, object } of kubernetes.autoscalers) {
      if (resource !== 'HorizontalPodAutoscaler' || object.live || object.broken) continue;
      for (const { targetType, targetFields } of metrics) {
        const [field, ...more] = targetFields;
        if (!isKnown(targetType) || field === undefined || more.length > 0) continue;
        const right = TYPE_OF[field];
        const isType = Object.values<string>(TYPE_OF).includes(targetType.value);
        if (right === targetType.value || !isType) continue;
        report({
          at: targetType,
          message:
            `The target’s type is ${targetType.value}, but it sets ${field}: what a reader takes ` +
            `for the target is not what Kubernetes uses, if it accepts it. Write type: ${right}.`,
          fixes: () =>
            fixOf(
              `Set the target’s type to ${right}`,
              'suggestion',
              replaceValue(kubernetes.file, targetType.path, right),
            ),
        });
      }
    }
  },
});

const TYPE_OF = {
  averageUtilization: 'Utilization',
  averageValue: 'AverageValue',
  value: 'Value',
} as const;
