import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { setFix } from '../../../languages/autoscaling-group/edits';

export default defineRule({
  id: 'asg/instance-warmup-missing',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Instance warmup missing or extreme',
  summary: 'New instances count in the metrics before they work, or hold up scaling for too long.',
  citations: ['aws.autoscaling.warmup', 'guide.autoscaling'],
  practices: ['autoscaling.scale-up-cooldown'],
  checklist: ['autoscaling-targets'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup, practice }, report) {
    for (const group of autoscalingGroup.groups) {
      const { warmup } = group.details;
      if (warmup.state !== 'absent' || group.partial || group.shape === 'guide') continue;
      const policy = group.policies.find(({ type, warmup: own }) => {
        const counts = isKnown(type) && /^(?:TargetTracking|Step)Scaling$/.test(type.value);
        return counts && own.state === 'absent';
      });
      if (!policy) continue;
      const seconds = practice('autoscaling.scale-up-cooldown');
      report({
        at: { at: group.at, path: warmup.path },
        message: `DefaultInstanceWarmup is not set: the policy ${nameOf(policy.path)} takes the cooldown, 300 s unless it is set, for the time a new instance needs, and does not remove instances meanwhile. Set it to your boot time.`,
        related: [{ at: policy, message: 'the policy' }],
        fixes: () =>
          group.editable
            ? setFix(
                autoscalingGroup.document,
                `Set DefaultInstanceWarmup to ${seconds}`,
                'suggestion',
                [{ body: group.body, key: 'DefaultInstanceWarmup', value: seconds }],
              )
            : [],
      });
    }
  },
});

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
