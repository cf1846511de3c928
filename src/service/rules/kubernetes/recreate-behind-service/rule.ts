import { serviceOf } from '../../../architecture/selected';
import { said } from '../../../architecture/words';
import type { WorkloadFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/recreate-behind-service',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Rollout stops all pods first',
  summary: 'Each rollout of a workload that serves requests stops all its pods first.',
  citations: ['kubernetes.deployment-strategy', 'guide.load-balancing'],
  practices: [],
  checklist: ['redundancy'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    const recreated = architecture.of('workload').filter(({ fact }) => stopsAll(fact));
    if (recreated.length === 0) return;
    const scaled = new Set(architecture.autoscalers.map(({ target }) => target));
    for (const target of recreated) {
      const { strategy, maxUnavailable, replicas, claims, complete, resource } = target.fact;
      if (!complete) continue;
      // Two servers on one volume are what the strategy is for.
      if (claims.length > 0) continue;
      if (!scaled.has(target) && !(replicas.state === 'known' && replicas.value > 1)) continue;
      const service = serviceOf(architecture, target);
      if (service === undefined) continue;
      const isRolling = said(strategy) !== 'Recreate';
      const written = isRolling ? maxUnavailable : strategy;
      const at = { uri: target.uri, path: written.path };
      const better = isRolling ? '25%' : 'RollingUpdate';
      report({
        at,
        message: isRolling
          ? `With maxUnavailable ${said(maxUnavailable)}, a rollout of this ${resource} may stop every pod at once, and the Service that sends requests here has nowhere to send them until a new one is ready. Allow a part of them, 25% by default.`
          : `With Recreate, a rollout of this ${resource} stops every pod before it starts the first new one, and the Service that sends requests here has nowhere to send them. Use RollingUpdate.`,
        related: [
          {
            at: { uri: service.uri, path: service.fact.path },
            message: 'This Service sends requests to its pods',
          },
        ],
        fixes: () => [
          {
            title: `Roll out pod by pod: ${said(written)} → ${better} (two versions run side by side)`,
            kind: 'guided',
            edits: [{ ...at, change: { op: 'replace', text: better } }],
          },
        ],
      });
    }
  },
});

/** Whether a rollout stops all pods before a new one is there. */
function stopsAll({ resource, strategy, maxUnavailable }: WorkloadFact): boolean {
  if (said(strategy) === 'Recreate') return true;
  return resource === 'Deployment' && said(maxUnavailable) === '100%';
}
