import { called, floorOf, pods, said } from '../../../architecture/words';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/hpa-target-replicas-zero',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'warning',
  title: 'Zero replicas switch scaling off',
  summary: 'A workload with replicas: 0 switches its autoscaler off.',
  citations: ['kubernetes.hpa.scaling-to-zero'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    for (const { entry, target } of architecture.autoscalers) {
      const { fact } = entry;
      const floor = floorOf(fact);
      if (target === null || !fact.complete || !target.fact.complete) continue;
      // KEDA starts from zero; an HPA takes it for a person's wish.
      if (fact.resource !== 'HorizontalPodAutoscaler' || floor === undefined || floor < 1) continue;
      const { replicas, resource, name } = target.fact;
      if (replicas.state !== 'known' || replicas.value !== 0) continue;
      report({
        at: { uri: target.uri, path: replicas.path },
        message:
          `replicas is 0: ${called(fact)} takes that for maintenance and never scales ${resource} ` +
          `${said(name)}, though its minReplicas is ${floor}. Leave replicas out.`,
        related: [
          {
            at: { uri: entry.uri, path: fact.target.name.path },
            message: 'The autoscaler is here',
          },
        ],
        fixes: () => [
          {
            title: `Remove replicas: 0 pods → ${pods(floor)} or more, as the autoscaler decides`,
            kind: 'guided',
            edits: [{ uri: target.uri, path: replicas.path, change: { op: 'remove' } }],
          },
        ],
      });
    }
  },
});
