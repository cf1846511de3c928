import { isKnown } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { numbersByCondition } from '../../../languages/autoscaling-group/by-condition';
import { setFix } from '../../../languages/autoscaling-group/edits';
import type { ScalingGroup, SourceDocument } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/size-order',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'MinSize above MaxSize',
  summary: 'MinSize is greater than MaxSize, or one of them is negative.',
  citations: ['aws.autoscaling.create-group', 'aws.autoscaling.capacity-limits'],
  practices: ['autoscaling.min-instances'],
  checklist: ['autoscaling-limits'],
  fixes: ['suggestion', 'guided'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup, practice }, report) {
    for (const group of autoscalingGroup.groups) {
      for (const [name, size] of [
        ['MinSize', group.minSize],
        ['MaxSize', group.maxSize],
      ] as const) {
        if (!isKnown(size) || size.value >= 0) continue;
        report({
          at: size,
          message: `${name} is ${size.value}: AWS rejects a negative size. Write the number of instances.`,
        });
      }
      for (const { under, fields } of numbersByCondition(group.body, ['MinSize', 'MaxSize'])) {
        const { MinSize: minSize, MaxSize: maxSize } = fields;
        if (!isKnown(minSize) || !isKnown(maxSize)) continue;
        if (minSize.value <= maxSize.value || maxSize.value < 0) continue;
        report({
          at: minSize,
          message:
            `MinSize is ${minSize.value} and MaxSize is ${maxSize.value}${where(under)}: AWS rejects a group whose ` +
            'minimum is above its maximum. Swap them, or raise MaxSize.',
          related: [{ at: maxSize, message: `MaxSize is ${maxSize.value}` }],
          fixes: () =>
            under !== ''
              ? []
              : fixes(autoscalingGroup.document, group, {
                  min: minSize.value,
                  max: maxSize.value,
                  fewest: practice('autoscaling.min-instances'),
                }),
        });
      }
    }
  },
});

function where(under: string): string {
  return under === '' ? '' : ` ${under}`;
}

/** The swap is preferred where the swapped sizes raise no other question. */
function fixes(
  document: SourceDocument,
  group: ScalingGroup,
  { min, max, fewest }: { readonly min: number; readonly max: number; readonly fewest: number },
): readonly Fix[] {
  if (!group.editable) return [];
  const { body, desiredCapacity: desired } = group;
  const fits = !isKnown(desired) || (desired.value >= max && desired.value <= min);
  const swap = setFix(
    document,
    `Swap MinSize and MaxSize: ${max} to ${min} instances`,
    'suggestion',
    [
      { body, key: 'MinSize', value: max },
      { body, key: 'MaxSize', value: min },
    ],
  );
  const raise = setFix(document, `Raise MaxSize: ${max} → ${min}`, 'guided', [
    { body, key: 'MaxSize', value: min },
  ]);
  return fits && max >= fewest ? [...swap, ...raise] : raise;
}
