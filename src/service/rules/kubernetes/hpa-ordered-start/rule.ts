import { called, floorOf, said } from '../../../architecture/words';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/hpa-ordered-start',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'hint',
  title: 'Pods start one after the other',
  summary: 'An autoscaler multiplies pods that start and stop one after the other.',
  citations: ['kubernetes.statefulset.order'],
  practices: [],
  checklist: ['autoscaling-cooldown'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    const reported = new Set<string>();
    for (const { entry, target } of architecture.autoscalers) {
      if (target?.fact.resource !== 'StatefulSet' || !target.fact.complete) continue;
      const { podManagement, path } = target.fact;
      const ordered = podManagement.state === 'absent' || said(podManagement) === 'OrderedReady';
      const [least, most] = [floorOf(entry.fact), entry.fact.maxReplicas];
      if (!ordered || least === undefined || most.state !== 'known') continue;
      if (most.value - least < SEVERAL || reported.has(`${target.uri}#${path}`)) continue;
      reported.add(`${target.uri}#${path}`);
      report({
        at: {
          uri: target.uri,
          path: podManagement.state === 'known' ? podManagement.path : `${path}/kind`,
        },
        message: `The pods of this StatefulSet start and stop one after the other (podManagementPolicy OrderedReady), and ${called(entry.fact)} goes from ${least} to ${most.value}: each of the ${most.value - least} more waits until the one before it is ready. Where their order does not matter, set podManagementPolicy: Parallel, which only a new StatefulSet can take.`,
        related: [{ at: { uri: entry.uri, path: most.path }, message: `Up to ${most.value}` }],
      });
    }
  },
});

/** So many pods one after the other are worth a word. */
const SEVERAL = 5;
