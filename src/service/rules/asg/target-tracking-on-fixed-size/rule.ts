import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { setFix } from '../../../languages/autoscaling-group/edits';

export default defineRule({
  id: 'asg/target-tracking-on-fixed-size',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Tracking on a fixed size',
  summary: 'A target-tracking policy belongs to a group that cannot change its size.',
  citations: ['aws.autoscaling.target-tracking', 'aws.autoscaling.capacity-limits'],
  practices: [],
  checklist: ['autoscaling-limits', 'autoscaling-targets'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup }, report) {
    for (const group of autoscalingGroup.groups) {
      const { minSize: min, maxSize: max, body } = group;
      if (!isKnown(min) || !isKnown(max) || min.value !== max.value || max.value < 1) continue;
      const policy = group.policies.find(({ target }) => target !== undefined);
      if (!policy) continue;
      const larger = 2 * max.value;
      report({
        at: max,
        message: `MinSize and MaxSize are ${max.value}, and a target-tracking policy belongs to the group: it can add nothing and remove nothing. Raise MaxSize.`,
        related: [{ at: policy, message: 'the policy' }],
        fixes: () =>
          group.editable
            ? setFix(
                autoscalingGroup.document,
                `Raise MaxSize: ${max.value} → ${larger} instances at most`,
                'guided',
                [{ body, key: 'MaxSize', value: larger }],
              )
            : [],
      });
    }
  },
});
