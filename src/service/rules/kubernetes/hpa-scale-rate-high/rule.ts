import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { Autoscaler } from '../../../languages/kubernetes/autoscaler';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import { worksOffQueue } from '../../../languages/kubernetes/queue';

export default defineRule({
  id: 'kubernetes/hpa-scale-rate-high',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  summary: 'The autoscaler may remove a larger part of the pods at once than the guide allows.',
  citations: ['guide.autoscaling', 'kubernetes.hpa.behavior'],
  practices: ['autoscaling.max-scale-rate'],
  checklist: ['autoscaling-cooldown'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: ['kubernetes/hpa-behavior-invalid'],
  check({ kubernetes, practice }, report) {
    const most = practice('autoscaling.max-scale-rate');
    for (const autoscaler of kubernetes.autoscalers) {
      if (autoscaler.object.live || worksOffQueue(autoscaler)) continue;
      if (rangeIsSmall(autoscaler, most)) continue;
      const { selectPolicy, policies } = autoscaler.behavior.scaleDown;
      const [policy, ...more] = policies;
      if (policy === undefined || more.length > 0 || selectPolicy.state === 'unknown') continue;
      const { type, value, periodSeconds } = policy;
      if (valueOf(selectPolicy) === 'Disabled' || valueOf(type) !== 'Percent') continue;
      if (!isKnown(value) || value.value <= most || !isKnown(periodSeconds)) continue;
      report({
        at: value,
        message:
          `scaleDown may remove ${value.value} % of the pods every ${periodSeconds.value} s, where ` +
          `the guide stops at ${most} %: one wrong low reading can take most of the capacity. ` +
          `Allow ${most} %.`,
        fixes: () =>
          fixOf(
            `Remove at most ${most} % of the pods every ${periodSeconds.value} s`,
            'suggestion',
            replaceValue(kubernetes.file, value.path, most),
          ),
      });
    }
  },
});

/** From the most pods to the fewest is itself no larger a step. */
function rangeIsSmall({ minReplicas, maxReplicas }: Autoscaler, most: number): boolean {
  if (!isKnown(minReplicas) || !isKnown(maxReplicas)) return false;
  return minReplicas.value >= maxReplicas.value * (1 - most / 100);
}
