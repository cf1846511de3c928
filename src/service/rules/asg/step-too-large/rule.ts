import { isKnown, type Known, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { setFix } from '../../../languages/autoscaling-group/edits';
import type { Body } from '../../../languages/autoscaling-group/fields';
import type { ScalingPolicy } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/step-too-large',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Step changes half of the group',
  summary: 'One step changes more than half of the group.',
  citations: ['aws.autoscaling.step-scaling', 'guide.autoscaling'],
  practices: ['autoscaling.max-scale-rate'],
  checklist: ['small-steps', 'autoscaling-cooldown'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup, practice }, report) {
    const rate = practice('autoscaling.max-scale-rate');
    for (const policy of autoscalingGroup.policies) {
      const group = autoscalingGroup.groups.find(({ policies }) => policies.includes(policy));
      const max = group === undefined ? undefined : valueOf(group.maxSize);
      for (const { adjustment, body } of changesOf(policy)) {
        const limit = limitOf(policy, rate, max);
        const size = Math.abs(adjustment.value);
        if (limit === undefined || size <= limit.value) continue;
        const removes = adjustment.value < 0;
        const capped = removes ? -limit.value : limit.value;
        report({
          at: adjustment,
          severity: removes ? 'warning' : 'information',
          message:
            `This step ${removes ? 'removes' : 'adds'} ${size}${limit.unit}, more than ${rate} % ` +
            `of the group${limit.because}: ${consequence(removes)} Change ${limit.value}${limit.unit} at most.`,
          fixes: () =>
            policy.editable
              ? setFix(
                  autoscalingGroup.document,
                  `Set ScalingAdjustment to ${capped}`,
                  'suggestion',
                  [{ body, key: 'ScalingAdjustment', value: capped }],
                )
              : [],
        });
      }
    }
  },
});

interface Change {
  readonly adjustment: Known<number>;
  readonly body: Body;
}

/** The changes of a policy. The largest step of a ladder of three answers an emergency. */
function changesOf({ steps, scalingAdjustment, body }: ScalingPolicy): readonly Change[] {
  if (isKnown(scalingAdjustment)) return [{ adjustment: scalingAdjustment, body }];
  if (!isKnown(steps)) return [];
  const changes = steps.value.flatMap(({ adjustment, body }) =>
    isKnown(adjustment) ? [{ adjustment, body }] : [],
  );
  if (changes.length < steps.value.length || changes.length < LADDER) {
    return steps.value.length < LADDER ? changes : [];
  }
  return ['grows', 'shrinks'].flatMap((way) => {
    const same = changes.filter(({ adjustment }) => adjustment.value > 0 === (way === 'grows'));
    const largest = Math.max(...same.map(({ adjustment }) => Math.abs(adjustment.value)));
    return same.filter(({ adjustment }) => Math.abs(adjustment.value) < largest);
  });
}

/** Steps that make a ladder. */
const LADDER = 3;

/** A number of instances is too large where it is so even at the group's maximum. */
function limitOf({ adjustmentType }: ScalingPolicy, rate: number, max: number | undefined) {
  const type = valueOf(adjustmentType);
  if (type === 'PercentChangeInCapacity') return { value: rate, unit: ' %', because: '' };
  if (type !== 'ChangeInCapacity' || max === undefined || max < 1) return undefined;
  const value = Math.max(2, Math.ceil((max * rate) / 100));
  return { value, unit: ' instances', because: ` even at its maximum of ${max}` };
}

function consequence(removes: boolean): string {
  return removes
    ? 'what is left takes more than twice the load at once.'
    : 'databases and caches behind it meet all of them at once.';
}
