import { isKnown, type Located } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type {
  InstanceOverride,
  MixedInstances,
} from '../../../languages/autoscaling-group/mixed-instances';
import { ON_DEMAND_STRATEGIES, SPOT_STRATEGIES } from '../../../languages/autoscaling-group/ranges';

export default defineRule({
  id: 'asg/mixed-instances-invalid',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Mixed instances policy rejected',
  summary: 'A mixed instances policy that AWS rejects.',
  citations: [
    'aws.autoscaling.launch-overrides',
    'aws.autoscaling.instances-distribution',
    'aws.autoscaling.quotas',
  ],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups } }, report) {
    for (const { mixedInstances: mixed } of groups) {
      if (mixed === undefined) continue;
      const { spotPools, spotStrategy, overrides } = mixed;
      if (mixed.isWithoutTemplate) {
        report({
          at: mixed,
          message:
            'The policy has no LaunchTemplate: AWS does not know what to launch, and rejects the group. Add LaunchTemplate with a LaunchTemplateSpecification.',
        });
      }
      for (const flaw of unknownStrategies(mixed)) report({ ...flaw, severity: 'warning' });
      if (isKnown(spotPools) && isKnown(spotStrategy) && isUnpooled(spotStrategy.value)) {
        report({
          at: spotPools,
          message: `SpotInstancePools belongs to lowest-price, and SpotAllocationStrategy is ${spotStrategy.value}: AWS rejects both together. Remove SpotInstancePools.`,
          related: [{ at: spotStrategy, message: 'The strategy' }],
        });
      }
      if (!isKnown(overrides)) continue;
      for (const flaw of tooMany(overrides.value)) report({ ...flaw, at: overrides });
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
const MOST_REQUIREMENTS = 4;
const MOST_TEMPLATES = 20;

interface Flaw {
  readonly at: Located;
  readonly message: string;
}

/** A name that AWS does not have is a finding of its own. */
function isUnpooled(strategy: string): boolean {
  return strategy !== 'lowest-price' && SPOT_STRATEGIES.includes(strategy);
}

/** Strategies that AWS does not know: a list of names, and lists grow. */
function unknownStrategies({ spotStrategy, onDemandStrategy }: MixedInstances): readonly Flaw[] {
  const written = [
    ['SpotAllocationStrategy', spotStrategy, SPOT_STRATEGIES],
    ['OnDemandAllocationStrategy', onDemandStrategy, ON_DEMAND_STRATEGIES],
  ] as const;
  return written.flatMap(([key, field, names]) => {
    if (!isKnown(field) || names.includes(field.value)) return [];
    const near = names.find((name) => plain(name) === plain(field.value));
    const advice = near === undefined ? `Use one of ${names.join(', ')}.` : `Did you mean ${near}?`;
    return [
      {
        at: field,
        message: `${key} is ${field.value}, which Auto Scaling does not have: AWS rejects it unless it is newer than this list. ${advice}`,
      },
    ];
  });
}

/** EC2 Fleet spells the same strategies in camel case. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

function tooMany(overrides: readonly InstanceOverride[]): readonly { message: string }[] {
  const requirements = overrides.filter((override) => override.requirements).length;
  const templates = new Set(overrides.flatMap(({ templateName }) => templateName ?? [])).size;
  return [
    overrides.length > MOST_TYPES
      ? `${overrides.length} instance types: AWS takes ${MOST_TYPES}. Keep those that are closest in size.`
      : undefined,
    requirements > MOST_REQUIREMENTS
      ? `${requirements} sets of InstanceRequirements: AWS takes ${MOST_REQUIREMENTS}. Join some of them.`
      : undefined,
    templates > MOST_TEMPLATES
      ? `${templates} launch templates: AWS takes ${MOST_TEMPLATES}. Let overrides share one.`
      : undefined,
  ].flatMap((says) => (says === undefined ? [] : [{ message: `Overrides lists ${says}` }]));
}

function repeated({ overrides }: MixedInstances): readonly Flaw[] {
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
