import { pods, said } from '../../../architecture/words';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/rollout-keeps-deployment-pods',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Rollout doubles the Deployment',
  summary: 'A Rollout runs the pods of a Deployment that keeps running its own.',
  citations: ['argo-rollouts.migrating'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    const { applied } = architecture;
    for (const rollout of architecture.of('workload')) {
      const { runs, resource } = rollout.fact;
      if (resource !== 'Rollout' || runs === null || said(runs.resource) !== 'Deployment') continue;
      const { scaleDown } = runs;
      const keeps =
        scaleDown.state === 'known' ? scaleDown.value === 'never' : scaleDown.state === 'absent';
      const deployments = applied
        .beside(rollout, 'workload')
        .filter(
          ({ fact }) => fact.resource === 'Deployment' && said(fact.name) === said(runs.name),
        );
      const [deployment] = deployments;
      if (!keeps || deployments.length !== 1 || deployment === undefined) continue;
      const { replicas, complete } = deployment.fact;
      const count = replicas.state === 'known' ? replicas.value : 1;
      if (!complete || replicas.state === 'unknown' || count < 1) continue;
      const reference = { uri: rollout.uri, path: runs.path };
      const name = said(runs.name) ?? '';
      report({
        at: replicas.state === 'known' ? { uri: deployment.uri, path: replicas.path } : reference,
        message:
          `The Rollout runs the pods of Deployment ${name}, and the Deployment keeps ${pods(count)} of its own` +
          `${replicas.state === 'known' ? '' : ' (1 where no count is written)'}: they serve beside those of the ` +
          'Rollout, in every version, and no autoscaler counts them. Set replicas to 0, or scaleDown to onsuccess.',
        related: [{ at: reference, message: 'The Rollout takes its pods from it here' }],
        fixes: () => [
          {
            title: `Scale the Deployment down once the Rollout is healthy: ${pods(count)} → 0`,
            kind: 'guided',
            edits: [
              scaleDown.state === 'known'
                ? {
                    uri: rollout.uri,
                    path: scaleDown.path,
                    change: { op: 'replace', text: 'onsuccess' },
                  }
                : { ...reference, change: { op: 'insert', key: 'scaleDown', text: 'onsuccess' } },
            ],
          },
        ],
      });
    }
  },
});
