import { severalPods } from '../../../architecture/several';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/pods-over-zones',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'More pods than zones',
  summary: 'Each pod demands a zone for itself, and more pods are wanted than a region has zones.',
  citations: ['kubernetes.pod-anti-affinity', 'kubernetes.topology-spread'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    for (const { target, count, most, at } of severalPods(
      architecture,
      ({ onePodPerZone }) => onePodPerZone !== null,
    )) {
      const { onePodPerZone, resource } = target.fact;
      if (onePodPerZone === null || count <= MOST_ZONES) continue;
      report({
        at: { uri: target.uri, path: onePodPerZone },
        message: `Each pod of this ${resource} refuses a zone in which another one runs, so there are never more of them than zones: ${most} are wanted, regions of AWS, Google Cloud and Azure have three to six, and what finds no zone stays pending. Prefer it instead of demanding it, or spread the pods over zones with topologySpreadConstraints.`,
        related: at ? [{ at, message: `${most}` }] : [],
      });
    }
  },
});

/** Zones of the region that has the most. */
const MOST_ZONES = 6;
