import { type Field, isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import {
  placeOf,
  type ScalingGroup,
  type Schedule,
} from '../../../languages/autoscaling-group/model';
import { isNeverTogether } from '../../../languages/autoscaling-group/presence';
import { cronFault } from '../../../text/cron-fields';

export default defineRule({
  id: 'asg/scheduled-action-invalid',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Scheduled sizes contradict',
  summary: 'A scheduled action that AWS rejects: sizes that contradict, none, or no time.',
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
      const { recurrence } = schedule;
      if (isKnown(recurrence)) {
        const fault = cronFault(recurrence.value);
        if (fault !== undefined) {
          report({
            at: recurrence,
            message: `AWS takes five fields, minute, hour, day, month and weekday, and rejects this recurrence: ${fault}. The action never runs.`,
          });
        }
      }
      const crossed = crossing(schedule);
      if (crossed === undefined) continue;
      report({
        at: crossed.at,
        message: `${crossed.low} is above ${crossed.high}: AWS rejects the action. ${crossed.todo}`,
      });
    }
    for (const group of groups) {
      const { schedules } = group;
      for (const schedule of schedules) {
        const above = aboveGroup(schedule, group);
        if (above === undefined) continue;
        const { key, size, most } = above;
        report({
          at: size,
          // Somebody may have raised the maximum by hand.
          severity: 'warning',
          message: `${key} is ${size.value} and the group’s maximum ${most.value}, which no action raises: AWS rejects the change when the action runs. Set MaxSize in it too.`,
          related: [{ at: most, message: `The maximum is ${most.value}` }],
        });
      }
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

/** A size of an action that leaves the maximum alone, above the largest that the group or an action gives it. */
function aboveGroup(schedule: Schedule, { maxSize: most, schedules }: ScalingGroup) {
  // What another action has set may be in force.
  const areAlone = schedules.every(({ maxSize }) => maxSize.state === 'absent');
  if (!isKnown(most) || !areAlone || schedule.unwrittenIsZero) return undefined;
  const { minSize, desiredCapacity } = schedule;
  const sizes = [
    ['MinSize', minSize],
    ['DesiredCapacity', desiredCapacity],
  ] as const;
  for (const [key, size] of sizes) {
    if (isKnown(size) && size.value > most.value) return { key, size, most };
  }
  return undefined;
}

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
