import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import {
  changeOf,
  directionOf,
  isCpuPercent,
  type ScalingGroup,
} from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/scale-flap',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  summary: 'Removing instances lifts CPU over the threshold that adds them again.',
  citations: ['aws.autoscaling.step-scaling', 'guide.autoscaling'],
  practices: [],
  checklist: ['autoscaling-cooldown'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups } }, report) {
    for (const group of groups) {
      const [high] = thresholds(group, 'above');
      if (high === undefined || !isKnown(group.minSize)) continue;
      for (const low of thresholds(group, 'below')) {
        const removed = -low.change;
        // The smallest group that removes so many without meeting its minimum.
        const before = Math.max(group.minSize.value, 1) + removed;
        const after = (low.value.value * before) / (before - removed);
        if (after < high.value.value) continue;
        const safe = Math.floor((high.value.value * (before - removed)) / before) - 1;
        if (safe < 1) continue;
        report({
          at: low.value,
          message:
            `At ${low.value.value} % CPU ${removed} of ${before} instances are removed: the rest ` +
            `then needs ${Math.round(after)} %, and above ${high.value.value} % instances are ` +
            `added again. Scale in below ${safe} %.`,
          related: [{ at: high.value, message: 'Instances are added above this' }],
        });
      }
    }
  },
});

/** The CPU thresholds at which the group grows (above) or shrinks (below), with the change. */
function thresholds({ policies }: ScalingGroup, direction: 'above' | 'below') {
  return policies.flatMap((policy) => {
    const { alarms, adjustmentType } = policy;
    const change = changeOf(policy);
    if (change === undefined || (direction === 'above') !== change > 0) return [];
    if (!isKnown(adjustmentType) || adjustmentType.value !== 'ChangeInCapacity') return [];
    return alarms.flatMap(({ metric, comparison, threshold: value }) =>
      isKnown(metric) &&
      isCpuPercent(metric.value) &&
      isKnown(comparison) &&
      directionOf(comparison.value) === direction &&
      isKnown(value)
        ? [{ value, change }]
        : [],
    );
  });
}
