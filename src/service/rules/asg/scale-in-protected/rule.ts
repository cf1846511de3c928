import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { setFix } from '../../../languages/autoscaling-group/edits';
import type { ScalingGroup } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/scale-in-protected',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Instances protected from scale-in',
  summary:
    'Every new instance is protected from being removed, and nothing that lifts that is seen.',
  citations: ['aws.autoscaling.protection', 'aws.autoscaling.target-tracking'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups, document } }, report) {
    for (const group of groups) {
      const { details, body, editable } = group;
      const { protectedFromScaleIn: field } = details;
      if (!isKnown(field) || !field.value || !isJudged(group)) continue;
      const key = 'NewInstancesProtectedFromScaleIn';
      report({
        at: field,
        message:
          `${key} is true: no policy removes an instance until something takes its protection away, so ` +
          'the group only grows. Leave it out, unless the work on the instances lifts it.',
        fixes: () =>
          editable
            ? setFix(document, `${key}: true → false (new instances may be removed)`, 'guided', [
                { body, key, value: false },
              ])
            : [],
      });
    }
  },
});

/**
 * ECS lifts the protection of the groups it manages, and what manages a group may stand in another
 * file. A live group carries its manager's tag. A group of one size removes nothing anyway.
 */
function isJudged(group: ScalingGroup): boolean {
  const { closed, managedElsewhere, minSize, maxSize, policies, schedules, shape } = group;
  if (managedElsewhere !== undefined) return false;
  if (isKnown(minSize) && isKnown(maxSize) && minSize.value >= maxSize.value) return false;
  return shape === 'describe' || (closed && policies.length + schedules.length > 0);
}
