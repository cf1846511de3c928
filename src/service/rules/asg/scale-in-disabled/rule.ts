import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { removeFix } from '../../../languages/autoscaling-group/edits';

export default defineRule({
  id: 'asg/scale-in-disabled',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Group never shrinks',
  summary: 'Nothing ever makes the group smaller.',
  citations: ['aws.autoscaling.target-tracking'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups, document } }, report) {
    for (const group of groups) {
      if (!group.closed || group.managedElsewhere !== undefined || group.schedules.length > 0)
        continue;
      const tracked = group.policies.filter(({ target }) => target !== undefined);
      if (tracked.length < group.policies.length) continue;
      const disabled = tracked.flatMap(({ target }) =>
        target !== undefined && isKnown(target.disableScaleIn) && target.disableScaleIn.value
          ? [target]
          : [],
      );
      const [first] = disabled;
      if (first === undefined || !isKnown(first.disableScaleIn)) continue;
      if (disabled.length < tracked.length) continue;
      report({
        at: first.disableScaleIn,
        message:
          'DisableScaleIn is true and nothing else removes instances: after each peak the group ' +
          'stays as large as it was. Remove it, or add a policy that scales in.',
        fixes: () =>
          group.editable && disabled.length === 1
            ? removeFix(
                document,
                'DisableScaleIn: true → not set (removes instances when the metric is low)',
                'guided',
                first.body,
                'DisableScaleIn',
              )
            : [],
      });
    }
  },
});
