import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'asg/predictive-alone',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Predictive scaling alone',
  summary:
    'Predictive scaling without a policy that reacts, one that only forecasts, or one that AWS rejects.',
  citations: ['aws.autoscaling.predictive', 'aws.autoscaling.predictive-configuration'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups, policies } }, report) {
    for (const { predictive } of policies) {
      if (predictive === undefined) continue;
      const { buffer, breach, metrics } = predictive;
      if (isKnown(metrics) && metrics.value > 1) {
        report({
          at: metrics,
          severity: 'error',
          message: `MetricSpecifications has ${metrics.value} entries: AWS takes one, with a pair of metrics or a load and a scaling metric. Make a policy of each.`,
        });
      }
      if (breach.state === 'unknown' || buffer.state === 'unknown') continue;
      const increases = isKnown(breach) && breach.value === 'IncreaseMaxCapacity';
      if (isKnown(buffer) && !increases) {
        report({
          at: buffer,
          severity: 'error',
          message:
            'MaxCapacityBuffer is set without MaxCapacityBreachBehavior IncreaseMaxCapacity: AWS ' +
            'rejects the policy. Add it, or remove the buffer.',
        });
      }
      if (increases && buffer.state === 'absent') {
        report({
          at: breach,
          severity: 'error',
          message:
            'MaxCapacityBreachBehavior is IncreaseMaxCapacity and there is no MaxCapacityBuffer, which ' +
            'it needs: AWS rejects the policy. Add how many percent above the forecast are allowed.',
        });
      }
    }
    for (const group of groups) {
      const [first] = group.policies.filter(({ predictive }) => predictive !== undefined);
      if (!group.closed || first?.predictive === undefined) continue;
      if (group.policies.some(({ predictive }) => predictive === undefined)) continue;
      const { mode } = first.predictive;
      if (mode.state === 'unknown') continue;
      const forecasts = !isKnown(mode) || mode.value === 'ForecastOnly';
      report({
        at: first,
        severity: forecasts ? 'hint' : 'information',
        message: forecasts
          ? 'The policy only forecasts, and the group has no other: nothing scales it yet. Add a ' +
            'target-tracking policy, and set Mode to ForecastAndScale when the forecasts are right.'
          : 'The group scales by forecast alone: a load that did not come yesterday meets the ' +
            'size of yesterday. Add a target-tracking policy; the larger result counts.',
      });
    }
  },
});
