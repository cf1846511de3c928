import { type Field, isKnown, type Located, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { placeOf, type ScalingPolicy } from '../../../languages/autoscaling-group/model';
import { member } from '../../../languages/autoscaling-group/tree';

export default defineRule({
  id: 'asg/policy-fields-mismatch',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
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
    for (const policy of policies) {
      if (policy.body.node?.open !== false || !isKnown(policy.type)) continue;
      const fields = FIELDS[policy.type.value];
      if (fields === undefined || policy.type.origin === 'derived') continue;
      for (const key of fields.needs.filter((key) => !has(policy, key))) {
        report({
          at: placeOf(policy, policy.type),
          message: `${policy.type.value} without ${key}: AWS rejects the policy. Add ${key}.`,
        });
      }
      // Terraform's provider sends only what belongs to the type.
      const strange = shape === 'terraform' ? [] : fields.never;
      for (const key of strange.filter((key) => has(policy, key))) {
        report({
          at: keyOf(policy, key),
          message: `${key} is not for ${policy.type.value}: AWS rejects the policy. Remove it, or change PolicyType.`,
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

const FIELDS: Readonly<Record<string, Fields>> = {
  TargetTrackingScaling: {
    needs: ['TargetTrackingConfiguration'],
    never: ['ScalingAdjustment', 'AdjustmentType', 'StepAdjustments'],
  },
  StepScaling: {
    needs: ['StepAdjustments', 'AdjustmentType'],
    never: ['ScalingAdjustment', 'Cooldown', 'TargetTrackingConfiguration'],
  },
  SimpleScaling: {
    needs: ['ScalingAdjustment', 'AdjustmentType'],
    never: ['StepAdjustments', 'TargetTrackingConfiguration'],
  },
  PredictiveScaling: {
    needs: ['PredictiveScalingConfiguration'],
    never: ['ScalingAdjustment', 'StepAdjustments', 'TargetTrackingConfiguration'],
  },
};

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
