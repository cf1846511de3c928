import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'asg/processes-suspended',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  summary: 'A process that the group needs to scale or to heal is suspended.',
  citations: ['aws.autoscaling.suspend'],
  practices: [],
  checklist: ['health-checks'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups } }, report) {
    for (const { suspendedProcesses: suspended } of groups) {
      if (!isKnown(suspended)) continue;
      const harmful = suspended.value.filter((name) => HARM[name] !== undefined);
      const [first] = harmful;
      if (first === undefined) continue;
      report({
        at: suspended,
        message: `${harmful.join(', ')} ${harmful.length === 1 ? 'is' : 'are'} suspended: ${HARM[first]}. Resume ${harmful.length === 1 ? 'it' : 'them'} when the work is done.`,
      });
    }
  },
});

const HARM: Readonly<Record<string, string>> = {
  Launch: 'the group starts no instance, neither to grow nor to replace one',
  Terminate: 'the group removes no instance, and may grow beyond its maximum while it balances',
  AlarmNotification: 'no alarm starts a policy, so the group does not scale',
  HealthCheck: 'instances are not checked, so broken ones stay',
  ReplaceUnhealthy: 'unhealthy instances are not replaced',
};
