import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { setFix } from '../../../languages/autoscaling-group/edits';
import { TARGET_METRICS } from '../../../languages/autoscaling-group/ranges';

export default defineRule({
  id: 'asg/metric-type-unknown',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Predefined metric unknown',
  summary: 'A predefined metric that target tracking does not have.',
  citations: ['aws.autoscaling.predefined-metric'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { policies, document } }, report) {
    for (const { target, editable } of policies) {
      if (target === undefined) continue;
      const { predefinedType: type, predefined: body } = target.specification;
      if (!isKnown(type) || TARGET_METRICS.includes(type.value) || body === undefined) continue;
      const near = nearest(type.value);
      report({
        at: type,
        message:
          `PredefinedMetricType is ${type.value}, which target tracking does not have: AWS rejects ` +
          `it unless it is newer than this list. ${near === undefined ? `Use one of ${TARGET_METRICS.join(', ')}.` : `Did you mean ${near}?`}`,
        fixes: () =>
          editable && near !== undefined
            ? setFix(document, `Change to ${near}`, 'suggestion', [
                { body, key: 'PredefinedMetricType', value: near },
              ])
            : [],
      });
    }
  },
});

/** The pairs of predictive scaling are often taken for it, and so are the names without their prefix. */
function nearest(type: string): string | undefined {
  const plain = type.toLowerCase().replace(/^asg|average|total/g, '');
  return TARGET_METRICS.find(
    (metric) => metric.toLowerCase().replace(/^asg|average/g, '') === plain,
  );
}
