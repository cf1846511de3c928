import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'asg/fixed-size',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Group of one fixed size',
  summary: 'A group has one size and cannot scale.',
  citations: ['aws.autoscaling.capacity-limits', 'guide.autoscaling'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup }, report) {
    for (const group of autoscalingGroup.groups) {
      const { minSize: min, maxSize: max } = group;
      if (!isKnown(min) || !isKnown(max) || min.value !== max.value || min.value < 1) continue;
      // A target-tracking policy on it is said by the rule of its own.
      if (group.managedElsewhere !== undefined || group.policies.some(({ target }) => target))
        continue;
      report({
        at: max,
        severity: min.value === 1 ? 'hint' : 'information',
        message:
          min.value === 1
            ? 'MinSize and MaxSize are 1: the group replaces its instance when it fails, but never grows.'
            : `MinSize and MaxSize are ${min.value}: the group replaces what fails, but never grows with the load. Raise MaxSize, and add a policy.`,
      });
    }
  },
});
