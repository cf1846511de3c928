import { type Field, isKnown, type Located, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { numberField } from '../../../languages/autoscaling-group/fields';
import { placeOf, type ScalingPolicy } from '../../../languages/autoscaling-group/model';
import { member } from '../../../languages/autoscaling-group/tree';
import { tableOf } from '../../../text/tables';

export default defineRule({
  id: 'asg/policy-fields-mismatch',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Policy fields of another type',
  summary: 'A policy misses what its type needs, or carries what only another type has.',
  citations: ['aws.autoscaling.put-policy'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { policies, shape } }, report) {
    // What AWS describes lists every key.
    if (shape === 'describe-policies') return;
    const terraform = shape === 'terraform';
    for (const policy of policies) {
      const type = typeOf(policy, terraform);
      const fields = FIELDS[type ?? ''];
      if (policy.body.node?.open !== false || fields === undefined) continue;
      const strange = terraform
        ? (REFUSED_BY_TERRAFORM[type ?? ''] ?? []).filter((key) => isRefused(policy, key))
        : fields.never.filter((key) => has(policy, key));
      // Where the type is left out, it is the one mistake.
      const guessed = policy.type.state === 'absent' && strange.length > 0;
      for (const key of guessed ? [] : fields.needs.filter((key) => !has(policy, key))) {
        report({
          at: placeOf(policy, policy.type),
          message: `${type} without ${key}: AWS rejects the policy. Add ${key}.`,
        });
      }
      for (const key of strange) {
        report({
          at: keyOf(policy, key),
          message:
            `${policy.body.node.spell?.(key) ?? key} is not for ${type}${guessed ? ', which a policy without PolicyType is' : ''}: ` +
            `${terraform ? 'Terraform’s provider' : 'AWS'} rejects the policy. Remove it, or ${guessed ? 'set' : 'change'} PolicyType.`,
        });
      }
      if (isNegativeSize(policy)) {
        report({
          at: placeOf(policy, policy.scalingAdjustment),
          message:
            `ExactCapacity sets the group to ${valueOf(policy.scalingAdjustment)} instances: AWS ` +
            'rejects a negative size. Write the number of instances.',
        });
      }
    }
  },
});

interface Fields {
  readonly needs: readonly string[];
  readonly never: readonly string[];
}

const FIELDS = tableOf<Fields>({
  TargetTrackingScaling: {
    needs: ['TargetTrackingConfiguration'],
    never: ['ScalingAdjustment', 'AdjustmentType', 'StepAdjustments'],
  },
  StepScaling: {
    needs: ['StepAdjustments', 'AdjustmentType'],
    never: ['ScalingAdjustment', 'TargetTrackingConfiguration'],
  },
  SimpleScaling: {
    needs: ['ScalingAdjustment', 'AdjustmentType'],
    never: ['StepAdjustments', 'TargetTrackingConfiguration'],
  },
  PredictiveScaling: {
    needs: ['PredictiveScalingConfiguration'],
    never: ['ScalingAdjustment', 'StepAdjustments', 'TargetTrackingConfiguration'],
  },
});

/**
 * What Terraform's provider itself fails at, by its `getPutScalingPolicyInput`; of the rest it sends
 * only what belongs to the type.
 */
const REFUSED_BY_TERRAFORM = tableOf<readonly string[]>({
  TargetTrackingScaling: ['Cooldown', 'ScalingAdjustment', 'StepAdjustments'],
  StepScaling: ['Cooldown', 'ScalingAdjustment', 'TargetTrackingConfiguration'],
  SimpleScaling: ['EstimatedInstanceWarmup', 'StepAdjustments', 'TargetTrackingConfiguration'],
  PredictiveScaling: [
    ...['Cooldown', 'EstimatedInstanceWarmup', 'ScalingAdjustment', 'StepAdjustments'],
    'TargetTrackingConfiguration',
  ],
});

/** The provider takes 0 for a number that is not written; a `dynamic` block may make nothing. */
function isRefused({ body }: ScalingPolicy, key: string): boolean {
  const value = member(body.node, key)?.value;
  if (value?.kind === 'object' || value?.kind === 'array') return true;
  return value?.kind === 'scalar' && (valueOf(numberField(body, key)) ?? 0) !== 0;
}

/** A policy that leaves it out is a simple one; only Terraform's provider is known to say so. */
function typeOf({ type }: ScalingPolicy, terraform: boolean): string | undefined {
  if (type.state === 'absent') return terraform ? 'SimpleScaling' : undefined;
  return isKnown(type) && type.origin !== 'derived' ? type.value : undefined;
}

function has({ body }: ScalingPolicy, key: string): boolean {
  return member(body.node, key) !== undefined;
}

function keyOf({ body, at, path }: ScalingPolicy, key: string): Located {
  return { at: member(body.node, key)?.keyAt ?? at, path: `${path}/${key}` };
}

function isNegativeSize({ adjustmentType, scalingAdjustment }: ScalingPolicy): boolean {
  const exact = (field: Field<string>) => valueOf(field) === 'ExactCapacity';
  return exact(adjustmentType) && (valueOf(scalingAdjustment) ?? 0) < 0;
}
