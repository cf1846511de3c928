import { severalPods } from '../../../architecture/several';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/pinned-to-node',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'Replicas on one node',
  summary: 'All pods of a workload with several run on one node.',
  citations: ['kubernetes.node-selector', 'guide.load-balancing'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    for (const { target, most, at } of severalPods(
      architecture,
      ({ pinnedTo }) => pinnedTo !== null,
    )) {
      const { pinnedTo, resource } = target.fact;
      if (pinnedTo?.state !== 'known') continue;
      report({
        at: { uri: target.uri, path: pinnedTo.path },
        message: `All pods of this ${resource} (${most}) have to run on node ${pinnedTo.value}: with it all of them are gone, and what it has room for is all that they can grow to. Select nodes by what they have in common, such as a pool or a zone.`,
        related: at ? [{ at, message: `${most}` }] : [],
      });
    }
  },
});
