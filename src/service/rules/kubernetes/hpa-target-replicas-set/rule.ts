import type { ResolvedAutoscaler } from '../../../architecture/autoscalers';
import { leavesReplicas } from '../../../architecture/left-fields';
import type { AutoscalerFact } from '../../../contracts/fact';
import type { Related } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/hpa-target-replicas-set',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'warning',
  title: 'Replicas set beside an autoscaler',
  summary: 'A workload that an autoscaler scales sets its own replicas.',
  citations: ['kubernetes.hpa.migration', 'guide.autoscaling'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    const reported = new Set<string>();
    for (const autoscaler of architecture.autoscalers) {
      const { entry, target } = autoscaler;
      if (target === null || !entry.fact.complete || !target.fact.complete) continue;
      if (leavesReplicas(architecture, target)) continue;
      const { fact: workload, uri } = target;
      const { replicas, resource } = workload;
      if (replicas.state !== 'known' || replicas.value === 0) continue;
      const key = `${uri}#${replicas.path}`;
      if (reported.has(key)) continue;
      reported.add(key);
      const { minReplicas } = entry.fact;
      const floor = minReplicas.state === 'known' ? minReplicas.value : undefined;
      report({
        at: { uri, path: replicas.path },
        message:
          `replicas is ${replicas.value}, but ${called(entry.fact)} scales this ` +
          `${resource}: every apply sets it back to ${pods(replicas.value)}, whatever the load. ` +
          'Leave replicas out.',
        decidedBy: 'key',
        related: [theAutoscaler(entry)],
        fixes: () => [
          {
            title: `Remove replicas: ${replicas.value} → ${consequence(floor)}`,
            kind: 'guided',
            edits: [{ uri, path: replicas.path, change: { op: 'remove' } }],
          },
        ],
      });
    }
  },
});

function theAutoscaler({ uri, fact }: ResolvedAutoscaler['entry']): Related {
  return { at: { uri, path: fact.target.name.path }, message: 'The autoscaler is here' };
}

function pods(count: number): string {
  return count === 1 ? '1 pod' : `${count} pods`;
}

/** A client-side apply that drops the field makes the API server default it, once. */
function consequence(floor: number | undefined): string {
  const then = floor === undefined || floor <= 1 ? '' : `, then ${floor}`;
  return `the autoscaler decides (the first client-side apply drops to 1 pod${then})`;
}

function called({ resource, name }: AutoscalerFact): string {
  const short = resource === 'HorizontalPodAutoscaler' ? 'the HPA' : `the ${resource}`;
  return name.state === 'known' ? `${short} ${name.value}` : short;
}
