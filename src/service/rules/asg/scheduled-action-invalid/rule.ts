import { isKnown, type Known } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { placeOf, type Schedule } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/scheduled-action-invalid',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  summary: 'A scheduled action sets sizes that contradict each other, or none.',
  citations: ['aws.autoscaling.put-scheduled-action', 'aws.autoscaling.scheduled'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { schedules, groups } }, report) {
    for (const schedule of schedules) {
      const { minSize, maxSize, desiredCapacity, body } = schedule;
      const sizes = [minSize, maxSize, desiredCapacity];
      if (body.node?.open === false && sizes.every(({ state }) => state === 'absent')) {
        report({
          at: placeOf(schedule, minSize),
          message:
            'The scheduled action sets no size: AWS rejects it. Add MinSize, MaxSize or DesiredCapacity.',
        });
      }
      const crossed = crossing(schedule);
      if (crossed === undefined) continue;
      report({
        at: crossed.at,
        message: `${crossed.low} is above ${crossed.high}: AWS rejects the action. Change one of them.`,
      });
    }
    for (const { schedules } of groups) {
      const seen = new Map<string, Known<string>>();
      for (const { recurrence, body } of schedules) {
        if (!isKnown(recurrence) || body.node?.members.some(({ key }) => WINDOW.has(key))) continue;
        const earlier = seen.get(recurrence.value);
        if (earlier === undefined) {
          seen.set(recurrence.value, recurrence);
          continue;
        }
        report({
          at: recurrence,
          message: `Two actions of this group run at ${recurrence.value}: AWS takes one for a time. Merge them, or move one.`,
          related: [{ at: earlier, message: 'The other action' }],
        });
      }
    }
  },
});

/** What tells two actions of one recurrence apart. */
const WINDOW = new Set(['StartTime', 'EndTime', 'TimeZone']);

/** -1 leaves a size as it is. */
function crossing({ minSize, maxSize, desiredCapacity }: Schedule) {
  const pairs = [
    ['MinSize', minSize, 'MaxSize', maxSize],
    ['MinSize', minSize, 'DesiredCapacity', desiredCapacity],
    ['DesiredCapacity', desiredCapacity, 'MaxSize', maxSize],
  ] as const;
  for (const [lowName, low, highName, high] of pairs) {
    if (!isKnown(low) || !isKnown(high) || low.value < 0 || high.value < 0) continue;
    if (low.value <= high.value) continue;
    return { at: low, low: `${lowName} ${low.value}`, high: `${highName} ${high.value}` };
  }
  return undefined;
}
