import { isKnown } from '../../../contracts/field';
import type { Severity } from '../../../contracts/finding';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { setFix } from '../../../languages/autoscaling-group/edits';
import type { Setting } from '../../../languages/autoscaling-group/fields';
import type { ScalingGroup, SourceDocument } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/min-below-two',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Group may shrink to one instance',
  summary: 'A group that can scale may shrink to a single instance.',
  citations: ['aws.autoscaling.instance-refresh', 'guide.autoscaling'],
  practices: ['autoscaling.min-instances'],
  checklist: ['redundancy', 'autoscaling-limits'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  isRedundancy: true,
  check({ autoscalingGroup, practice }, report) {
    const fewest = practice('autoscaling.min-instances');
    for (const group of autoscalingGroup.groups) {
      const { minSize: min, maxSize: max } = group;
      if (group.managedElsewhere !== undefined) continue;
      if (!isKnown(min) || !isKnown(max) || min.value < 0) continue;
      if (min.value >= fewest || max.value <= 1 || min.value > max.value) continue;
      report({
        at: min,
        severity: severityOf(group, min.value),
        message: `MinSize is ${min.value}: ${consequence(group, min.value)} Keep at least ${fewest} instances.`,
        fixes: () => fixes(autoscalingGroup.document, group, { fewest, max: max.value }),
      });
    }
  },
});

/** Behind a load balancer users wait for it; a worker group may idle at nothing on purpose. */
function severityOf(group: ScalingGroup, min: number): Severity {
  if (isKnown(group.loadBalancers)) return 'warning';
  return min === 0 ? 'hint' : 'information';
}

function consequence(group: ScalingGroup, min: number): string {
  const balanced = isKnown(group.loadBalancers);
  if (min > 1) return `the loss of one leaves ${min - 1} of ${min}.`;
  if (min === 0) {
    const waits = balanced ? 'nobody answers' : 'work waits';
    return `when the group has shrunk, ${waits} until an instance has booted.`;
  }
  return balanced
    ? 'while the only instance behind the load balancer fails or is replaced, nobody answers.'
    : 'while the only instance fails or is replaced, work stops.';
}

/** A capacity below the new minimum would be rejected, so it is raised along. */
function fixes(
  document: SourceDocument,
  group: ScalingGroup,
  { fewest, max }: { readonly fewest: number; readonly max: number },
): readonly Fix[] {
  if (!group.editable || fewest > max) return [];
  const { body, desiredCapacity: desired } = group;
  const before = isKnown(group.minSize) ? group.minSize.value : 0;
  const settings: Setting[] = [{ body, key: 'MinSize', value: fewest }];
  if (desired.state === 'unknown') return [];
  if (!isKnown(desired) || desired.value >= fewest) {
    return setFix(document, `Raise MinSize: ${before} → ${fewest}`, 'guided', settings);
  }
  return setFix(document, `Raise MinSize and DesiredCapacity: ${before} → ${fewest}`, 'guided', [
    ...settings,
    { body, key: 'DesiredCapacity', value: fewest },
  ]);
}
