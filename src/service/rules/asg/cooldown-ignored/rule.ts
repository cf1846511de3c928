import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { removeFix } from '../../../languages/autoscaling-group/edits';
import {
  type ScalingGroup,
  type ScalingPolicy,
  unlinkedPolicies,
} from '../../../languages/autoscaling-group/model';
import { member } from '../../../languages/autoscaling-group/tree';
import { tableOf } from '../../../text/tables';

export default defineRule({
  id: 'asg/cooldown-ignored',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Cooldown that nothing reads',
  summary: 'A cooldown is set, and no policy that it could hold back.',
  citations: ['aws.autoscaling.cooldowns', 'aws.autoscaling.put-policy', 'aws.autoscaling.warmup'],
  practices: [],
  checklist: ['autoscaling-cooldown'],
  fixes: ['safe', 'suggestion'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: model }, report) {
    const { document, shape } = model;
    for (const policy of model.policies) {
      const { cooldown, body } = policy;
      const kind = kindOf(policy);
      // Terraform's provider rejects it, and what AWS describes is what AWS has kept.
      if (shape?.startsWith('terraform') || shape === 'describe-policies') continue;
      if (!isKnown(cooldown) || kind === undefined) continue;
      const step = kind === 'step scaling';
      report({
        at: cooldown,
        severity: step ? 'information' : 'hint',
        message:
          `Cooldown is ${cooldown.value}, which ${kind} ignores: the policy acts as soon as its ` +
          `metric calls for it${step ? ', and some regions reject the policy' : ''}. ` +
          (kind === 'predictive scaling'
            ? 'Remove it.'
            : 'Remove it; EstimatedInstanceWarmup says how long a new instance needs.'),
        fixes: () =>
          policy.editable
            ? removeFix(document, 'Remove Cooldown, which has no effect', 'safe', body, 'Cooldown')
            : [],
      });
    }
    if (unlinkedPolicies(model).length > 0) return;
    for (const group of model.groups) {
      const { cooldown } = group.details;
      if (!isKnown(cooldown) || !isUnused(group)) continue;
      const { node } = group.body;
      const key = member(node, 'Cooldown') ? 'Cooldown' : 'DefaultCooldown';
      const written = node?.spell?.(key) ?? key;
      report({
        at: cooldown,
        message:
          `${written} is ${cooldown.value}, and every policy of the group ignores it: only simple ` +
          'scaling waits for a cooldown. Remove it.',
        fixes: () =>
          group.editable
            ? removeFix(
                document,
                `Remove ${written}, which no policy reads`,
                'suggestion',
                group.body,
                key,
              )
            : [],
      });
    }
  },
});

/** The kinds of scaling that know no cooldown, in words. */
const KINDS = tableOf<string>({
  TargetTrackingScaling: 'target tracking',
  StepScaling: 'step scaling',
  PredictiveScaling: 'predictive scaling',
});

function kindOf({ type }: ScalingPolicy): string | undefined {
  return KINDS[valueOf(type) ?? ''];
}

/**
 * Whether nothing reads the group's cooldown. Without a warm-up of their own, target tracking and
 * step scaling take it for the time that a new instance needs.
 */
function isUnused({ closed, managedElsewhere, policies, details }: ScalingGroup): boolean {
  if (!closed || managedElsewhere !== undefined || policies.length === 0) return false;
  const warmsUp = isKnown(details.warmup) && details.warmup.value >= 0;
  return policies.every((policy) => {
    const kind = kindOf(policy);
    if (kind === undefined) return false;
    return warmsUp || isKnown(policy.warmup) || kind === 'predictive scaling';
  });
}
