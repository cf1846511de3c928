import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { unlinkedPolicies } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/no-scaling-policy',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Nothing scales the group',
  summary: 'A group with room to scale and nothing that scales it.',
  citations: ['aws.autoscaling.target-tracking', 'guide.autoscaling'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: model }, report) {
    const schedules = new Set(model.groups.flatMap((group) => group.schedules));
    if (unlinkedPolicies(model).length > 0) return;
    if (model.schedules.some((schedule) => !schedules.has(schedule))) return;
    for (const group of model.groups) {
      const { minSize: min, maxSize: max } = group;
      if (!group.closed || group.managedElsewhere !== undefined) continue;
      if (group.policies.length + group.schedules.length > 0) continue;
      if (!isKnown(min) || !isKnown(max) || max.value <= min.value) continue;
      // One machine that somebody switches on and off does not scale with load.
      if (max.value === 1) continue;
      report({
        at: max,
        message:
          `MaxSize is ${max.value} and MinSize ${min.value}, but nothing here scales the ` +
          'group, no policy and no schedule: it stays at its first size. Add a target-tracking ' +
          'policy.',
      });
    }
  },
});
