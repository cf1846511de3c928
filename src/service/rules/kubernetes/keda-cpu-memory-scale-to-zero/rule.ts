import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, insertEntry, replaceValue } from '../../../languages/kubernetes/edits';
import { keyPlace } from '../../../languages/kubernetes/model';
import { member } from '../../../languages/kubernetes/tree';

export default defineRule({
  id: 'kubernetes/keda-cpu-memory-scale-to-zero',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Scale to zero on CPU or memory',
  summary: 'The ScaledObject may go to zero pods, but cpu and memory alone cannot start one again.',
  citations: ['keda.scaled-object', 'keda.admission'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const {
      minReplicas: min,
      metrics,
      metricsKnown,
      object,
      ...rest
    } of kubernetes.autoscalers) {
      const { resource, spec, target, patch } = rest;
      if (resource !== 'ScaledObject' || patch || object.live || object.broken) continue;
      if (!isKnown(min) || min.value !== 0 || !metricsKnown || metrics.length === 0) continue;
      const measuresPods = metrics.every(({ type }) => isKnown(type) && type.value === 'Resource');
      const isJudged = isKnown(target.kind) && JUDGED.includes(target.kind.value);
      const computes = member(spec.map, 'advanced') !== undefined;
      if (!measuresPods || !isJudged || computes) continue;
      const isWritten = min.origin === 'declared';
      report({
        at: isWritten ? min : keyPlace(object, 'spec'),
        message:
          `minReplicaCount is 0${isWritten ? '' : ' where it is not set'}, and the only triggers ` +
          'are cpu and memory of running pods: KEDA rejects it, since nothing could start the ' +
          'first pod. Set minReplicaCount to 1 or add another trigger.',
        fixes: () =>
          fixOf(
            'Set minReplicaCount: 0 → 1',
            'guided',
            isWritten
              ? replaceValue(kubernetes.file, min.path, 1)
              : insertEntry(kubernetes.file, spec.path, 'minReplicaCount', 1),
          ),
      });
    }
  },
});

/** The kinds that KEDA's webhook looks at. */
const JUDGED = ['Deployment', 'StatefulSet'];
