import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'asg/update-policy-missing',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Update replaces no instance',
  summary: 'A changed launch template leaves the instances of the group as they are.',
  citations: ['aws.cloudformation.update-policy'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups } }, report) {
    for (const { shape, updates, launch, managedElsewhere, at, path } of groups) {
      if (shape !== 'cloudformation' || managedElsewhere !== undefined) continue;
      if (updates.state === 'unknown' || launch.machine === undefined) continue;
      if (updates.rolling ?? updates.replacing ?? updates.refresh) continue;
      report({
        at: { at, path: `${path}/UpdatePolicy` },
        message:
          'The group has no UpdatePolicy that replaces instances: a change of its launch ' +
          `${launch.machine.kind} reaches only instances that start later. Add ` +
          'AutoScalingRollingUpdate with WaitOnResourceSignals, or an instance refresh.',
        related: [{ at: launch.machine, message: 'What the group launches' }],
      });
    }
  },
});
