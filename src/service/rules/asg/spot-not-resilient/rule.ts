import { isKnown, type Located } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { setFix } from '../../../languages/autoscaling-group/edits';
import { usesSpot } from '../../../languages/autoscaling-group/mixed-instances';
import { placeOf } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/spot-not-resilient',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Spot without a safety net',
  summary: 'Spot instances without what keeps a group whole when they are reclaimed.',
  citations: ['aws.autoscaling.rebalancing', 'aws.autoscaling.mixed-instances'],
  practices: [],
  checklist: ['redundancy'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups, document } }, report) {
    for (const group of groups) {
      const { mixedInstances: mixed, details, body, partial, editable } = group;
      if (mixed === undefined || partial || !usesSpot(mixed)) continue;
      const { overrides, spotMaxPrice } = mixed;
      const { capacityRebalance: rebalance } = details;
      if (rebalance.state === 'absent' || (isKnown(rebalance) && !rebalance.value)) {
        report({
          at: isKnown(rebalance)
            ? rebalance
            : ({ at: group.at, path: rebalance.path } satisfies Located),
          message:
            'CapacityRebalance is not true: a Spot instance is replaced only after it is gone, ' +
            'although AWS warns before. Set it to true.',
          fixes: () =>
            editable
              ? setFix(document, 'Set CapacityRebalance to true', 'suggestion', [
                  { body, key: 'CapacityRebalance', value: true, after: 'MaxSize' },
                ])
              : [],
        });
      }
      const plain =
        isKnown(overrides) && overrides.value.every(({ requirements }) => !requirements);
      const types = isKnown(overrides) ? overrides.value.length : 1;
      if (overrides.state !== 'unknown' && (plain || overrides.state === 'absent') && types < 2) {
        report({
          at: placeOf(mixed, overrides),
          severity: 'warning',
          message:
            'The Spot instances are all of one type: when it runs short, they are reclaimed ' +
            'together and none can be started. List several types in Overrides.',
        });
      }
      if (isKnown(overrides) && plain && types >= 2 && types < FEW) {
        report({
          at: overrides,
          severity: 'hint',
          message:
            `Overrides lists ${types} instance types: the fewer kinds of Spot a group takes, the more ` +
            `of it is reclaimed at once. AWS advises ${FLEXIBLE} or more; InstanceRequirements finds them.`,
        });
      }
      if (isKnown(spotMaxPrice) && spotMaxPrice.value !== '') {
        report({
          at: spotMaxPrice,
          message:
            `SpotMaxPrice is ${spotMaxPrice.value}: below the market’s price the instances are ` +
            'reclaimed more often. Leave it out: the on-demand price is the limit anyway.',
        });
      }
    }
  },
});

/** Instance types that make a group flexible, by AWS's page on Spot. */
const FLEXIBLE = 10;
/** AWS's own examples list eight or nine, which is close enough. */
const FEW = 8;
