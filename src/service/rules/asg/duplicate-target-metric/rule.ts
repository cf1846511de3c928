import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { ScalingPolicy } from '../../../languages/autoscaling-group/model';
import { isNeverTogether } from '../../../languages/autoscaling-group/presence';

export default defineRule({
  id: 'asg/duplicate-target-metric',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Two policies on one metric',
  summary: 'Two target-tracking policies of one group follow the same metric.',
  citations: ['aws.autoscaling.target-tracking'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups } }, report) {
    for (const { policies } of groups) {
      const seen = new Map<string, ScalingPolicy[]>();
      for (const policy of policies) {
        const { target } = policy;
        if (target === undefined || !isKnown(target.metric)) continue;
        // Of one metric with dimensions there may be several, one a target group or a queue.
        const { predefinedType: type, resourceLabel: label } = target.specification;
        if (!isKnown(type) || label.state !== 'absent') continue;
        const others = seen.get(type.value) ?? [];
        seen.set(type.value, [...others, policy]);
        const earlier = others.find((other) => !isNeverTogether(other.presence, policy.presence));
        if (earlier === undefined) continue;
        report({
          at: type,
          message:
            `Another policy of the group follows ${type.value} too: the lower target decides when it ` +
            'grows, and nothing is removed until both agree. Keep one.',
          related: [{ at: earlier, message: 'The other policy' }],
        });
      }
    }
  },
});
