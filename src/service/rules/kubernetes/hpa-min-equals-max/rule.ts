import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { Autoscaler } from '../../../languages/kubernetes/autoscaler';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import { member } from '../../../languages/kubernetes/tree';

export default defineRule({
  id: 'kubernetes/hpa-min-equals-max',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'minReplicas equals maxReplicas',
  summary: 'minReplicas equals maxReplicas, so the autoscaler never scales.',
  citations: ['kubernetes.hpa', 'guide.autoscaling'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const autoscaler of kubernetes.autoscalers) {
      const { minReplicas, maxReplicas: max, resource, object } = autoscaler;
      const min = minReplicas.state === 'absent' ? 1 : valueOf(minReplicas);
      if (object.live || object.broken || !isKnown(max) || min !== max.value || min < 1) continue;
      if (resource === 'ScaledObject' && hasIdleCount(autoscaler)) continue;
      const [minName, maxName] =
        resource === 'ScaledObject'
          ? ['minReplicaCount', 'maxReplicaCount']
          : ['minReplicas', 'maxReplicas'];
      const doubled = max.value * 2;
      report({
        at: max,
        message:
          (isKnown(minReplicas)
            ? `${minName} and ${maxName} are both ${min}`
            : `${maxName} is 1, and so is ${minName} where it is not set`) +
          ': the count stays there whatever the load, and the autoscaler does nothing. ' +
          `Raise ${maxName}.`,
        related: isKnown(minReplicas)
          ? [{ at: minReplicas, message: `${minName} is ${min}`, decides: true }]
          : [],
        fixes: () =>
          fixOf(
            `Raise ${maxName}: ${max.value} → ${doubled}`,
            'guided',
            replaceValue(kubernetes.file, max.path, doubled),
          ),
      });
    }
  },
});

/** Then the counts are one for work and one for none. */
function hasIdleCount({ spec }: Autoscaler): boolean {
  return spec.gap !== undefined || member(spec.map, 'idleReplicaCount') !== undefined;
}
