import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { setFix } from '../../../languages/autoscaling-group/edits';
import { placeOf, type ScalingGroup } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/desired-out-of-range',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Desired size outside the bounds',
  summary: 'DesiredCapacity lies outside MinSize and MaxSize.',
  citations: ['aws.autoscaling.create-group', 'aws.autoscaling.capacity-limits'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup }, report) {
    for (const group of autoscalingGroup.groups) {
      const { desiredCapacity: desired, body } = group;
      const bound = crossedBound(group);
      if (!isKnown(desired) || bound === undefined) continue;
      const side = bound.name === 'MinSize' ? 'below' : 'above';
      report({
        at: desired,
        message:
          `DesiredCapacity is ${desired.value}, ${side} ${bound.name} ${bound.value}: AWS rejects ` +
          `the group, or the update. Set it to ${bound.value}, or move ${bound.name}.`,
        related: [{ at: placeOf(group, bound.field), message: `${bound.name} is ${bound.value}` }],
        fixes: () =>
          group.editable
            ? setFix(
                autoscalingGroup.document,
                `Set DesiredCapacity to ${bound.value} (${bound.name})`,
                'suggestion',
                [{ body, key: 'DesiredCapacity', value: bound.value }],
              )
            : [],
      });
    }
  },
});

/** The limit that DesiredCapacity crosses. Limits in the wrong order are another finding. */
function crossedBound({ minSize, maxSize, desiredCapacity }: ScalingGroup) {
  const min = valueOf(minSize);
  const max = valueOf(maxSize);
  const desired = valueOf(desiredCapacity);
  if (desired === undefined) return undefined;
  if (min !== undefined && max !== undefined && min > max) return undefined;
  if (min !== undefined && desired < min) {
    return { name: 'MinSize', value: min, field: minSize } as const;
  }
  if (max !== undefined && desired > max) {
    return { name: 'MaxSize', value: max, field: maxSize } as const;
  }
  return undefined;
}
