import { called, said } from '../../../architecture/words';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/hpa-short-drain',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'hint',
  title: 'Pods stop too soon',
  summary: 'Pods that are scaled down get less time to finish than the guide gives them.',
  citations: ['guide.autoscaling', 'kubernetes.pod-termination'],
  practices: ['autoscaling.drain'],
  checklist: ['autoscaling-cooldown'],
  fixes: ['guided'],
  needs: [],
  defersTo: ['topology/stop-time'],
  check({ architecture, practice }, report) {
    const wanted = practice('autoscaling.drain');
    const reported = new Set<string>();
    for (const { entry, target } of architecture.autoscalers) {
      if (target === null || !entry.fact.complete) continue;
      const { gracePeriod } = target.fact;
      const key = `${target.uri}#${gracePeriod.path}`;
      if (gracePeriod.state !== 'known' || gracePeriod.value >= wanted || reported.has(key))
        continue;
      reported.add(key);
      report({
        at: { uri: target.uri, path: gracePeriod.path },
        message:
          `A pod of ${said(target.fact.name)} that ${called(entry.fact)} takes away is killed after ` +
          `${gracePeriod.value} s, where the guide gives open connections ${wanted} s to finish. ` +
          'Give it longer, or leave it out: Kubernetes waits 30 s.',
        related: [
          {
            at: { uri: entry.uri, path: entry.fact.target.name.path },
            message: 'The autoscaler is here',
          },
        ],
        fixes: () => [
          {
            title: `Set terminationGracePeriodSeconds: ${gracePeriod.value} → ${wanted}`,
            kind: 'guided',
            edits: [
              {
                uri: target.uri,
                path: gracePeriod.path,
                change: { op: 'replace', text: String(wanted) },
              },
            ],
          },
        ],
      });
    }
  },
});
