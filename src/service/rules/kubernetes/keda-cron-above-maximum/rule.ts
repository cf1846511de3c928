import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { stringField } from '../../../languages/kubernetes/fields';

export default defineRule({
  id: 'kubernetes/keda-cron-above-maximum',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Cron asks for more than the maximum',
  summary: 'A cron trigger asks for more pods than its ScaledObject may have.',
  citations: ['keda.cron', 'keda.scaled-object'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { resource, object, patch, metrics, maxReplicas: max } of kubernetes.autoscalers) {
      if (resource !== 'ScaledObject' || patch || object.live || object.broken) continue;
      for (const { name, source } of metrics) {
        if (valueOf(name) !== 'cron' || source === undefined || !isKnown(max)) continue;
        const wanted = stringField(source, 'desiredReplicas');
        if (!isKnown(wanted) || !/^\d{1,6}$/.test(wanted.value)) continue;
        if (Number(wanted.value) <= max.value) continue;
        report({
          at: wanted,
          message: `The schedule asks for ${wanted.value} pods, and maxReplicaCount is ${max.value}${max.origin === 'declared' ? '' : ' where it is not set'}: there will be ${max.value} when the load it was written for comes. Raise the maximum, or ask for what fits.`,
          related:
            max.origin === 'declared' ? [{ at: max, message: 'The maximum', decides: true }] : [],
        });
      }
    }
  },
});
