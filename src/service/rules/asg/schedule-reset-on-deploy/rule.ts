import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { ScalingGroup } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/schedule-reset-on-deploy',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Deployment undoes the schedule',
  summary: 'A deployment undoes what a scheduled action has set.',
  citations: ['aws.cloudformation.update-policy', 'aws.autoscaling.scheduled'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups } }, report) {
    for (const group of groups) {
      const { shape, schedules, updates, minSize } = group;
      const [schedule] = schedules;
      if (schedule === undefined) continue;
      if (shape === 'terraform') {
        const undone = sizesUndone(group);
        if (undone.length === 0) continue;
        const names = undone.join(' and ');
        report({
          at: group,
          severity: 'information',
          message: `An apply while the action is in force sets ${names} back to what is written here. Add ${names} to ignore_changes of the lifecycle block, and change sizes in the actions.`,
          related: [{ at: schedule, message: 'This action sets other sizes' }],
        });
        continue;
      }
      if (shape !== 'cloudformation') continue;
      if (updates.state === 'unknown' || updates.keepsSizes?.state === 'unknown') continue;
      if (updates.keepsSizes?.state === 'known' && updates.keepsSizes.value) continue;
      report({
        at: schedule,
        message:
          'An update of the stack writes the sizes of the template back over those this action has ' +
          'set. Add an UpdatePolicy with AutoScalingScheduledAction and ' +
          'IgnoreUnmodifiedGroupSizeProperties: true to the group.',
        related:
          minSize.state === 'known' ? [{ at: minSize, message: 'This size is written back' }] : [],
      });
    }
  },
});

/** The sizes that are written at a group, are no one's to ignore, and are set otherwise by an action. */
function sizesUndone({ schedules, ignoredChanges, minSize, maxSize }: ScalingGroup) {
  const sizes = [
    ['MinSize', minSize, 'minSize'],
    ['MaxSize', maxSize, 'maxSize'],
  ] as const;
  return sizes.flatMap(([key, written, name]) => {
    if (ignoredChanges.includes(key) || ignoredChanges.includes('all') || !isKnown(written))
      return [];
    const differs = schedules.some((schedule) => {
      const size = schedule[name];
      return isKnown(size) && size.value >= 0 && size.value !== written.value;
    });
    return differs ? [key] : [];
  });
}
