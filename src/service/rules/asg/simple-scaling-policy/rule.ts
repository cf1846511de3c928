import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import {
  placeOf,
  type ScalingGroup,
  type ScalingPolicy,
} from '../../../languages/autoscaling-group/model';
import { toStepScaling } from '../../../languages/autoscaling-group/step-scaling';

export default defineRule({
  id: 'asg/simple-scaling-policy',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Simple scaling policy',
  summary: 'A simple scaling policy ignores load while its cooldown lasts.',
  citations: ['aws.autoscaling.cooldowns', 'aws.autoscaling.step-scaling'],
  practices: [],
  checklist: ['autoscaling-cooldown'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup }, report) {
    for (const policy of autoscalingGroup.policies) {
      if (!isSimple(policy) || startsOneInstance(autoscalingGroup.groups, policy)) continue;
      const { type } = policy;
      const says = type.state === 'absent' ? 'No PolicyType means' : 'This is';
      report({
        at: placeOf(policy, type),
        message:
          `${says} simple scaling: after each change the group ignores every further alarm until ` +
          `${pauseOf(policy)} is over, however high the load climbs. AWS recommends target ` +
          'tracking, or step scaling, instead.',
        fixes: () => toStepScaling(autoscalingGroup.document, policy),
      });
    }
  },
});

/** `PolicyType` absent means simple, but only a policy that changes capacity proves it is one. */
function isSimple({ type, target, scalingAdjustment }: ScalingPolicy): boolean {
  if (type.state === 'known') return type.value === 'SimpleScaling';
  return type.state === 'absent' && target === undefined && scalingAdjustment.state !== 'absent';
}

/** A group of at most one instance has nothing to add during the pause: the policy starts a job. */
function startsOneInstance(groups: readonly ScalingGroup[], policy: ScalingPolicy): boolean {
  const group = groups.find(({ policies }) => policies.includes(policy));
  return group !== undefined && (valueOf(group.maxSize) ?? Number.POSITIVE_INFINITY) <= 1;
}

function pauseOf({ cooldown }: ScalingPolicy): string {
  if (cooldown.state === 'known') return `its cooldown of ${cooldown.value} s`;
  return cooldown.state === 'absent'
    ? 'the group’s default cooldown (300 s unless set)'
    : 'its cooldown';
}
