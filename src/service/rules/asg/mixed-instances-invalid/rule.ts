import { isKnown, type Located } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { MixedInstances } from '../../../languages/autoscaling-group/mixed-instances';

export default defineRule({
  id: 'asg/mixed-instances-invalid',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  summary: 'A mixed instances policy that AWS rejects.',
  citations: ['aws.autoscaling.launch-overrides', 'aws.autoscaling.instances-distribution'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups } }, report) {
    for (const { mixedInstances: mixed } of groups) {
      if (mixed === undefined) continue;
      const { spotPools, spotStrategy, overrides } = mixed;
      if (isKnown(spotPools) && isKnown(spotStrategy) && spotStrategy.value !== 'lowest-price') {
        report({
          at: spotPools,
          message: `SpotInstancePools belongs to lowest-price, and SpotAllocationStrategy is ${spotStrategy.value}: AWS rejects both together. Remove SpotInstancePools.`,
          related: [{ at: spotStrategy, message: 'The strategy' }],
        });
      }
      if (!isKnown(overrides)) continue;
      if (overrides.value.length > MOST_TYPES) {
        report({
          at: overrides,
          message: `Overrides lists ${overrides.value.length} instance types: AWS takes ${MOST_TYPES}. Keep those that are closest in size.`,
        });
      }
      for (const flaw of repeated(mixed)) report(flaw);
      for (const { requirements, instanceType, at, path } of overrides.value) {
        if (!requirements || instanceType.state !== 'known') continue;
        report({
          at: { at, path },
          message: `The override has InstanceType ${instanceType.value} and InstanceRequirements: AWS takes one of them. Remove one.`,
        });
      }
    }
  },
});

const MOST_TYPES = 40;

function repeated({ overrides }: MixedInstances): readonly { at: Located; message: string }[] {
  const seen = new Set<string>();
  return (isKnown(overrides) ? overrides.value : []).flatMap(
    ({ instanceType: type, ownTemplate }) => {
      if (!isKnown(type) || ownTemplate) return [];
      if (!seen.has(type.value)) {
        seen.add(type.value);
        return [];
      }
      return [
        { at: type, message: `${type.value} is listed twice: AWS rejects the policy. Remove one.` },
      ];
    },
  );
}
