import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, removeEntry } from '../../../languages/kubernetes/edits';

export default defineRule({
  id: 'kubernetes/hpa-direction-disabled',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Scaling disabled in one direction',
  summary: 'The autoscaler is told never to scale in one direction.',
  citations: ['kubernetes.hpa.behavior', 'guide.autoscaling'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { behavior, object } of kubernetes.autoscalers) {
      if (object.live) continue;
      for (const { direction, selectPolicy } of [behavior.scaleUp, behavior.scaleDown]) {
        if (!isKnown(selectPolicy) || selectPolicy.value !== 'Disabled') continue;
        const isUp = direction === 'scaleUp';
        report({
          at: selectPolicy,
          severity: isUp ? 'warning' : 'information',
          message: isUp
            ? 'Scaling up is Disabled: no load makes this autoscaler add a pod. Remove selectPolicy.'
            : 'Scaling down is Disabled: the count never falls again after a peak, and the cost ' +
              'stays. Remove selectPolicy, or scale down by hand.',
          fixes: () =>
            fixOf(
              `Remove selectPolicy: ${isUp ? 'never adds → adds' : 'never removes → removes'} pods again`,
              'guided',
              removeEntry(kubernetes.file, selectPolicy.path),
            ),
        });
      }
    }
  },
});
