import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { placeOf } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/rolling-update-capacity',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Update takes instances all at once',
  summary: 'A stack update may take every instance out at once, or cannot be carried out.',
  citations: ['aws.cloudformation.update-policy'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup }, report) {
    for (const { updates, minSize, maxSize } of autoscalingGroup.groups) {
      const { rolling } = updates;
      if (rolling === undefined || rolling.body.node?.open !== false) continue;
      const { minInService: kept, minActivePercent: percent } = rolling;
      if (isKnown(kept) && isKnown(maxSize) && maxSize.value > 0 && kept.value >= maxSize.value) {
        report({
          at: kept,
          severity: 'error',
          message:
            `MinInstancesInService is ${kept.value} and MaxSize ${maxSize.value}: CloudFormation ` +
            'needs it below MaxSize and fails the update. Lower it, or raise MaxSize.',
          related: [{ at: maxSize, message: `MaxSize is ${maxSize.value}` }],
        });
        continue;
      }
      if (kept.state === 'unknown' || percent.state !== 'absent') continue;
      if ((isKnown(kept) && kept.value > 0) || !isKnown(minSize) || minSize.value < 1) continue;
      // One batch after the other is taken out, so a batch smaller than the group leaves some.
      const batch = rolling.batch.state === 'absent' ? 1 : valueOf(rolling.batch);
      if (batch === undefined || batch < minSize.value) continue;
      if (!isKnown(maxSize) || maxSize.value <= 1) continue;
      const says = isKnown(kept) ? 'is 0' : 'is not set, so it is 0';
      report({
        at: placeOf(rolling, kept),
        message:
          `MinInstancesInService ${says}, and ${batch} ${batch === 1 ? 'instance is' : 'instances are'} ` +
          `replaced at a time: at MinSize ${minSize.value} an update stops all of them before a new ` +
          `one serves. Keep ${minSize.value} in service.`,
      });
    }
  },
});
