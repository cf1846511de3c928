import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'ecs/termination-protection-rejected',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Capacity provider is rejected',
  summary:
    'A capacity provider is to protect instances with tasks, and its group or its scaling does not let it.',
  citations: ['aws.ecs.capacity-provider'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { capacityProviders } }, report) {
    for (const { managedScaling, terminationProtection: wanted, group } of capacityProviders) {
      if (!isKnown(wanted) || wanted.value !== 'ENABLED') continue;
      if (isKnown(managedScaling) && managedScaling.value === 'DISABLED') {
        report({
          at: wanted,
          severity: 'warning',
          message:
            'Instances with tasks are to be protected from scale-in, and managed scaling, which protects them, is off: they are removed with their tasks. Switch managed scaling on, or the protection off.',
          related: [{ at: managedScaling, message: 'Managed scaling is off here' }],
        });
        continue;
      }
      if (!group) continue;
      const { isProtected } = group;
      const isOff = isProtected.state === 'absent' || (isKnown(isProtected) && !isProtected.value);
      if (!isOff) continue;
      report({
        at: wanted,
        message:
          'Instances with tasks are to be protected from scale-in, and their group does not protect new instances: AWS rejects the capacity provider. Let the group protect new instances from scale-in.',
        related: [{ at: group, message: 'The group' }],
      });
    }
  },
});
