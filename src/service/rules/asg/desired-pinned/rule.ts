import { isKnown, valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { removeFix } from '../../../languages/autoscaling-group/edits';
import type { ScalingGroup, SourceDocument } from '../../../languages/autoscaling-group/model';
import { isNeverTogether } from '../../../languages/autoscaling-group/presence';
import type { Shape } from '../../../languages/autoscaling-group/shape';

export default defineRule({
  id: 'asg/desired-pinned',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Deployment resets the group’s size',
  summary: 'Each deployment sets a group that scales back to a fixed size.',
  citations: ['aws.autoscaling.capacity-limits', 'aws.cloudformation.group'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup }, report) {
    for (const group of autoscalingGroup.groups) {
      const { desiredCapacity: desired, minSize: min, maxSize: max } = group;
      if (!DEPLOYED.has(group.shape)) continue;
      if (group.ignoredChanges.some((key) => key === 'DesiredCapacity' || key === 'all')) continue;
      if (keepsSizes(group)) continue;
      if (desired.state === 'absent' || hasNothingToLose(group)) continue;
      const scales = [...group.policies, ...group.schedules].some(
        ({ presence }) => !isNeverTogether(group.desiredWhen, presence),
      );
      // Without a policy in sight and without figures nothing shows that the group scales.
      if (!scales && !(isKnown(desired) && isKnown(min) && isKnown(max))) continue;
      const value = isKnown(desired) ? `is ${desired.value}` : 'is written';
      const back = isKnown(desired) ? ` to ${desired.value}` : ' to it';
      report({
        at: desired,
        severity: scales ? 'warning' : 'hint',
        message: `DesiredCapacity ${value}: each deployment that changes the group sets it back${back}, however many instances the load has called for. Leave it out: the group starts at MinSize and keeps what it has.`,
        fixes: () => fixes(autoscalingGroup.document, group),
      });
    }
  },
});

/**
 * A deployment takes nothing away: the group has one size, one instance at most, or is set to its
 * maximum. Then the written size starts a job, or keeps the group full.
 */
function hasNothingToLose({ minSize: min, maxSize: max, desiredCapacity: desired }: ScalingGroup) {
  if (!isKnown(max)) return false;
  if (max.value <= 1) return true;
  if (isKnown(min) && min.value >= max.value) return true;
  return isKnown(desired) && desired.value >= max.value;
}

/** CloudFormation leaves the sizes of a group with a schedule as they are, where it is told to. */
function keepsSizes({ schedules, updates }: ScalingGroup): boolean {
  const keeps = updates.keepsSizes;
  return schedules.length > 0 && keeps !== undefined && valueOf(keeps) !== false;
}

/** What is written there is deployed again and again; an API input only says where to start. */
const DEPLOYED: ReadonlySet<Shape | undefined> = new Set(['cloudformation', 'cdk', 'terraform']);

/** The next deployment then leaves the size as it is; a new group starts at its minimum. */
function fixes(document: SourceDocument, group: ScalingGroup): readonly Fix[] {
  const { body, minSize: min, desiredCapacity: desired } = group;
  if (!group.editable || desired.state === 'absent') return [];
  const start = isKnown(min) ? `${min.value}` : 'MinSize';
  const title = `Remove DesiredCapacity: ${isKnown(desired) ? desired.value : 'its value'} at each deployment → what is running (a new group starts at ${start})`;
  return removeFix(document, title, 'guided', body, 'DesiredCapacity');
}
