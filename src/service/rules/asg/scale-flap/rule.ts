import { isKnown, type Known } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import {
  type Alarm,
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
  title: 'Scaling in and out again',
  summary: 'Removing instances leads straight to adding them again.',
  citations: ['aws.autoscaling.step-scaling', 'guide.autoscaling'],
  practices: [],
  checklist: ['autoscaling-cooldown'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups } }, report) {
    for (const group of groups) {
      for (const { low, high, metric } of equalThresholds(group)) {
        report({
          at: low,
          message: `Instances are removed below ${low.value} of ${metric} and added from ${high.value}: there is no value at which the group stays as it is, so it grows and shrinks in turn. Leave room between the two.`,
          related: [{ at: high, message: 'Instances are added from here' }],
        });
      }
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
            `At ${low.value.value} % CPU ${removed} of ${before} instances ${removed === 1 ? 'is' : 'are'} removed: the rest ` +
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

/**
 * Alarms on one metric that leave no room: what adds instances begins where what removes them ends. CPU in
 * percent is judged by what a removal does to it.
 */
function equalThresholds({ policies }: ScalingGroup) {
  const sides = policies.flatMap((policy) => {
    const change = changeOf(policy);
    return change === undefined ? [] : policy.alarms.map((alarm) => ({ alarm, grows: change > 0 }));
  });
  const found: { low: Known<number>; high: Known<number>; metric: string }[] = [];
  for (const { alarm: up, grows } of sides) {
    if (!grows || !isKnown(up.metric) || isCpuPercent(up.metric.value)) continue;
    for (const { alarm: down, grows: also } of sides) {
      if (also || !isKnown(down.metric) || down.metric.value !== up.metric.value) continue;
      const { threshold: high } = up;
      const { threshold: low } = down;
      if (!isKnown(high) || !isKnown(low) || high.value !== low.value) continue;
      if (!isSide(up, 'above') || !isSide(down, 'below')) continue;
      found.push({ low, high, metric: up.metric.value.split(' ').at(-1) ?? up.metric.value });
    }
  }
  return found;
}

function isSide({ comparison }: Alarm, side: 'above' | 'below'): boolean {
  return isKnown(comparison) && directionOf(comparison.value) === side;
}
