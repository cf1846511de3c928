import { isKnown, valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { shellWord } from '../../../languages/autoscaling-group/elsewhere';
import { tableOf } from '../../../text/tables';

export default defineRule({
  id: 'asg/processes-suspended',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Scaling process suspended',
  summary: 'A process that the group needs to scale or to heal is suspended.',
  citations: ['aws.autoscaling.suspend'],
  practices: [],
  checklist: ['health-checks'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups } }, report) {
    for (const { suspendedProcesses: suspended, name, shape, loadBalancers, attached } of groups) {
      if (!isKnown(suspended)) continue;
      const isBalanced = loadBalancers.state !== 'absent' || attached.length > 0;
      const harmful = suspended.value.filter(
        (name) => HARM[name] !== undefined && (isBalanced || name !== 'AddToLoadBalancer'),
      );
      const [first] = harmful;
      if (first === undefined) continue;
      report({
        at: suspended,
        message: `${harmful.join(', ')} ${harmful.length === 1 ? 'is' : 'are'} suspended: ${HARM[first]}. Resume ${harmful.length === 1 ? 'it' : 'them'} when the work is done.`,
        fixes: () => (shape === 'describe' ? resumption(valueOf(name), harmful) : []),
      });
    }
  },
});

const HARM = tableOf<string>({
  Launch: 'the group starts no instance, neither to grow nor to replace one',
  Terminate: 'the group removes no instance, and may grow beyond its maximum while it balances',
  AlarmNotification: 'no alarm starts a policy, so the group does not scale',
  HealthCheck: 'instances are not checked, so broken ones stay',
  ReplaceUnhealthy: 'unhealthy instances are not replaced',
  AddToLoadBalancer: 'the load balancer is not told of new instances, so they get no requests',
});

/** A live group is changed by a command. */
function resumption(name: string | undefined, processes: readonly string[]): readonly Fix[] {
  if (name === undefined) return [];
  const copies =
    `aws autoscaling resume-processes --auto-scaling-group-name ${shellWord(name)} ` +
    `--scaling-processes ${processes.join(' ')}`;
  return [{ title: `Copy AWS CLI command: ${copies}`, kind: 'guided', edits: [], copies }];
}
