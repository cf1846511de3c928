import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { child, integerField } from '../../../languages/kubernetes/fields';

export default defineRule({
  id: 'kubernetes/keda-fallback-above-maximum',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Fallback above the maximum',
  summary: 'The fallback of a ScaledObject asks for more pods than it may have.',
  citations: ['keda.scaled-object'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { resource, object, patch, spec, maxReplicas: max } of kubernetes.autoscalers) {
      if (resource !== 'ScaledObject' || patch || object.live || object.broken) continue;
      const replicas = integerField(child(spec, 'fallback'), 'replicas');
      if (!isKnown(replicas) || !isKnown(max) || replicas.value <= max.value) continue;
      report({
        at: replicas,
        message: `The fallback asks for ${replicas.value} pods, and maxReplicaCount is ${max.value}${max.origin === 'declared' ? '' : ' where it is not set'}: when the metric cannot be read there will be ${max.value}. Raise the maximum, or ask for what fits.`,
        related:
          max.origin === 'declared' ? [{ at: max, message: 'The maximum', decides: true }] : [],
      });
    }
  },
});
