import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { TargetPolicy } from '../../../languages/autoscaling-group/services';

export default defineRule({
  id: 'ecs/duplicate-target-metric',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'One metric is followed twice',
  summary: 'Two target-tracking policies of one scalable target follow the same metric.',
  citations: ['aws.ecs.service-autoscaling'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { targets } }, report) {
    for (const { policies } of targets) {
      const seen = new Map<string, TargetPolicy>();
      for (const policy of policies) {
        const { metric, targetValue, several } = policy;
        // Of requests there may be several, one a group of targets.
        if (!isKnown(metric) || several || targetValue.state === 'absent') continue;
        const earlier = seen.get(metric.value);
        if (!earlier) {
          seen.set(metric.value, policy);
          continue;
        }
        report({
          at: metric,
          message: `Another policy of this target follows ${metric.value} too: the lower target decides when it grows, and nothing is removed until both agree. Keep one.`,
          related: [{ at: earlier, message: 'The other policy' }],
        });
      }
    }
  },
});
