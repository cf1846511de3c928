import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { setFix } from '../../../languages/autoscaling-group/edits';
import type { ScalingPolicy, TargetTracking } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/target-tracking-beside-scale-in',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Two policies remove instances',
  summary: 'A target-tracking policy and another one both remove instances of a group.',
  citations: ['aws.autoscaling.target-tracking', 'aws.autoscaling.policies'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups, document } }, report) {
    for (const { policies, managedElsewhere } of groups) {
      if (managedElsewhere !== undefined) continue;
      const tracking = policies.filter(shrinksByTarget);
      const [first, ...others] = tracking;
      if (first?.target === undefined) continue;
      const { body } = first.target;
      for (const policy of policies.filter(removesBySteps)) {
        report({
          at: policy,
          message:
            'This policy removes instances, and so does target tracking, each by alarms of its own: what ' +
            'this one takes before the other is ready may be added again. Leave removal to one of them.',
          related: [{ at: first, message: 'This policy tracks a target, and scales in too' }],
          fixes: () =>
            others.length === 0 && first.editable
              ? setFix(
                  document,
                  'Leave removal to the steps: DisableScaleIn of the target not set → true',
                  'guided',
                  [{ body, key: 'DisableScaleIn', value: true, after: 'TargetValue' }],
                )
              : [],
        });
      }
    }
  },
});

function shrinksByTarget({ target }: ScalingPolicy): boolean {
  return target !== undefined && mayShrink(target);
}

function mayShrink({ body, disableScaleIn }: TargetTracking): boolean {
  if (body.node?.open !== false) return false;
  return disableScaleIn.state === 'absent' || (isKnown(disableScaleIn) && !disableScaleIn.value);
}

/** An exact size may be larger or smaller than what runs. */
function removesBySteps({ adjustmentType, scalingAdjustment, steps }: ScalingPolicy): boolean {
  if (!isKnown(adjustmentType) || adjustmentType.value === 'ExactCapacity') return false;
  const changes = isKnown(steps)
    ? steps.value.map(({ adjustment }) => adjustment)
    : [scalingAdjustment];
  return changes.some((change) => isKnown(change) && change.value < 0);
}
