import { severalPods } from '../../../architecture/several';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/host-port-scaled',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'One pod a node by its port',
  summary: 'Each pod of a workload with several wants the same port of its node.',
  citations: ['kubernetes.host-port'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    for (const { target, most, at } of severalPods(
      architecture,
      ({ hostPort }) => hostPort !== null,
    )) {
      const { hostPort, resource } = target.fact;
      if (hostPort === null) continue;
      report({
        at: { uri: target.uri, path: hostPort },
        message: `Each pod of this ${resource} takes a port of its node for itself, so a node has room for one of them: ${most} need as many nodes, and one more where a rollout adds pods first; what finds no node stays pending. Let a Service lead to the pods; where each node is to have one, use a DaemonSet.`,
        related: at ? [{ at, message: `${most}` }] : [],
      });
    }
  },
});
