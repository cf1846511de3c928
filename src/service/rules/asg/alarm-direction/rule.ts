import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { changeOf, directionOf, isCpuPercent } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/alarm-direction',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Alarm runs the opposite policy',
  summary:
    'A policy that adds instances runs when CPU is low, or one that removes them when it is high.',
  citations: ['aws.autoscaling.step-scaling'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { policies } }, report) {
    for (const policy of policies) {
      const change = changeOf(policy);
      if (change === undefined) continue;
      for (const { metric, comparison } of policy.alarms) {
        if (!isKnown(metric) || !isCpuPercent(metric.value) || !isKnown(comparison)) continue;
        const direction = directionOf(comparison.value);
        if (direction === undefined || (direction === 'above') === change > 0) continue;
        const [does, when] =
          change > 0 ? ['adds instances', 'CPU is low'] : ['removes instances', 'CPU is high'];
        report({
          at: comparison,
          message:
            `ComparisonOperator is ${comparison.value}, and the policy of the alarm ${does}: it ` +
            `does so when ${when}. Turn the operator round, or name the other policy.`,
        });
      }
    }
  },
});
