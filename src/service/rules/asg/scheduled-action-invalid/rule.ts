import { type Field, isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { placeOf, type Schedule } from '../../../languages/autoscaling-group/model';
import { isNeverTogether } from '../../../languages/autoscaling-group/presence';

export default defineRule({
  id: 'asg/scheduled-action-invalid',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Scheduled sizes contradict',
  summary: 'A scheduled action sets sizes that contradict each other, or none.',
  citations: [
    'aws.autoscaling.put-scheduled-action',
    'aws.autoscaling.scheduled',
    'terraform.aws.autoscaling-schedule',
  ],
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
        message: `${crossed.low} is above ${crossed.high}: AWS rejects the action. ${crossed.todo}`,
      });
    }
    for (const { schedules } of groups) {
      const seen = new Map<string, Schedule[]>();
      for (const schedule of schedules) {
        const { recurrence, body, presence } = schedule;
        if (!isKnown(recurrence) || body.node?.members.some(({ key }) => WINDOW.has(key))) continue;
        const others = seen.get(recurrence.value) ?? [];
        seen.set(recurrence.value, [...others, schedule]);
        const earlier = others.find((other) => !isNeverTogether(other.presence, presence));
        if (earlier?.recurrence.state !== 'known') continue;
        report({
          at: recurrence,
          message: `Two actions of this group run at ${recurrence.value}: AWS takes one for a time. Merge them, or move one.`,
          related: [{ at: earlier.recurrence, message: 'The other action' }],
        });
      }
    }
  },
});

/** What tells two actions of one recurrence apart. */
const WINDOW = new Set(['StartTime', 'EndTime', 'TimeZone']);

/**
 * -1 leaves a size as it is. Terraform's provider sends 0 for a size that is left out ("Defaults to 0"),
 * and that is a maximum of 0.
 */
function crossing(schedule: Schedule) {
  const { minSize, maxSize, desiredCapacity } = schedule;
  const pairs = [
    ['MinSize', minSize, 'MaxSize', maxSize],
    ['MinSize', minSize, 'DesiredCapacity', desiredCapacity],
    ['DesiredCapacity', desiredCapacity, 'MaxSize', maxSize],
  ] as const;
  for (const [lowName, low, highName, high] of pairs) {
    const most = sizeOf(schedule, high);
    if (!isKnown(low) || most === undefined || low.value < 0 || most < 0 || low.value <= most)
      continue;
    const isSent = !isKnown(high);
    return {
      at: low,
      low: `${lowName} ${low.value}`,
      high: isSent
        ? `${highName}, which Terraform sends as 0 where it is left out`
        : `${highName} ${most}`,
      todo: isSent
        ? `Write ${highName}: a size, or -1 to leave it as it is.`
        : 'Change one of them.',
    };
  }
  return undefined;
}

function sizeOf({ unwrittenIsZero, body }: Schedule, size: Field<number>): number | undefined {
  if (isKnown(size)) return size.value;
  const key = size.state === 'absent' ? undefined : size.path.split('/').at(-1);
  const isWritten = key !== undefined && body.node?.members.some((entry) => entry.key === key);
  // A block with a default of its own is read as open: what is not written there is unknown.
  return unwrittenIsZero && !isWritten ? 0 : undefined;
}
