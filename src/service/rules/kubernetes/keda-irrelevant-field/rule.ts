import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { Autoscaler } from '../../../languages/kubernetes/autoscaler';
import { fixOf, removeEntry } from '../../../languages/kubernetes/edits';
import { integerField } from '../../../languages/kubernetes/fields';
import { member } from '../../../languages/kubernetes/tree';

export default defineRule({
  id: 'kubernetes/keda-irrelevant-field',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'KEDA setting without effect',
  summary: 'A setting of a ScaledObject counts only on the way to zero, and it never goes there.',
  citations: ['keda.scaled-object'],
  practices: [],
  checklist: [],
  fixes: ['safe'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const autoscaler of kubernetes.autoscalers) {
      const { minReplicas: min, resource, object, patch, spec } = autoscaler;
      if (resource !== 'ScaledObject' || patch || object.live || object.broken) continue;
      if (!isKnown(min) || min.value < 1 || mayIdle(autoscaler)) continue;
      const field = integerField(spec, 'cooldownPeriod');
      if (!isKnown(field)) continue;
      report({
        at: field,
        message:
          `cooldownPeriod is the wait before the last pod goes, and minReplicaCount keeps ` +
          `${min.value}: it changes nothing. How slowly pods go above that is set by ` +
          'advanced.horizontalPodAutoscalerConfig.behavior.scaleDown. Remove it.',
        fixes: () =>
          fixOf(
            'Remove cooldownPeriod, which has no effect',
            'safe',
            removeEntry(kubernetes.file, field.path),
          ),
      });
    }
  },
});

/** `idleReplicaCount` is a way to zero too; so may be what cannot be read. */
function mayIdle({ spec }: Autoscaler): boolean {
  const isPartial = spec.gap !== undefined || spec.map?.partial === true;
  return isPartial || member(spec.map, 'idleReplicaCount') !== undefined;
}
