import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { removeFix, setFix } from '../../../languages/autoscaling-group/edits';
import { usesSpot } from '../../../languages/autoscaling-group/mixed-instances';
import { placeOf } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/spot-lowest-price',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Cheapest Spot pools only',
  summary: 'Spot instances are taken from the cheapest pools, which are reclaimed first.',
  citations: ['aws.autoscaling.allocation-strategies', 'aws.autoscaling.instances-distribution'],
  practices: [],
  checklist: ['redundancy'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups, document } }, report) {
    for (const { mixedInstances: mixed, partial, editable } of groups) {
      if (mixed === undefined || partial || !usesSpot(mixed)) continue;
      const { spotStrategy: strategy, spotPools, distribution: body } = mixed;
      if (strategy.state === 'unknown') continue;
      if (isKnown(strategy) && strategy.value !== 'lowest-price') continue;
      const says = isKnown(strategy) ? 'is lowest-price' : 'is not set, so it is lowest-price';
      report({
        at: placeOf(mixed.sharesAt, strategy),
        message:
          `SpotAllocationStrategy ${says}: with ${valueOf(mixed.onDemandPercentage)} % on demand, ` +
          'the rest comes from the cheapest pools and is reclaimed most often, many at once. Use ' +
          'price-capacity-optimized.',
        fixes: () => {
          if (!editable || body === undefined) return [];
          const title = 'Set SpotAllocationStrategy to price-capacity-optimized';
          const [set] = setFix(document, title, 'suggestion', [
            { body, key: 'SpotAllocationStrategy', value: 'price-capacity-optimized' },
          ]);
          if (set === undefined || spotPools.state === 'absent')
            return set === undefined ? [] : [set];
          // The number of pools is a setting of lowest-price alone.
          const [rest] = removeFix(document, title, 'suggestion', body, 'SpotInstancePools');
          return rest === undefined ? [] : [{ ...set, edits: [...set.edits, ...rest.edits] }];
        },
      });
    }
  },
});
