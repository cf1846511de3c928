import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'asg/schedule-reset-on-deploy',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  summary: 'A stack update undoes what a scheduled action has set.',
  citations: ['aws.cloudformation.update-policy', 'aws.autoscaling.scheduled'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups } }, report) {
    for (const { shape, schedules, updates, minSize } of groups) {
      const [schedule] = schedules;
      if (shape !== 'cloudformation' || schedule === undefined) continue;
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
