import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import { isQuantity, quantityMeant } from '../../../languages/kubernetes/quantity';

export default defineRule({
  id: 'kubernetes/hpa-invalid-quantity',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Unreadable quantity',
  summary: 'A metric’s target is no quantity that Kubernetes can read, or not above zero.',
  citations: ['kubernetes.quantity', 'kubernetes.api.hpa-v2'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { metrics, resource, object } of kubernetes.autoscalers) {
      if (resource !== 'HorizontalPodAutoscaler' || object.live || object.broken) continue;
      for (const { value } of metrics) {
        if (!isKnown(value) || isPositive(value.value)) continue;
        const meant = quantityMeant(value.value);
        const fact = isQuantity(value.value)
          ? `The target is ${value.value}: it has to be above zero.`
          : `${value.value} is no quantity.`;
        report({
          at: value,
          message:
            `${fact} The API server rejects the autoscaler. ` +
            (meant === undefined
              ? 'Write a number, with a suffix such as m, k, Mi or Gi if need be.'
              : `Write ${meant}.`),
          fixes: () =>
            meant === undefined
              ? []
              : fixOf(
                  `Write it as ${meant}`,
                  'suggestion',
                  replaceValue(kubernetes.file, value.path, meant),
                ),
        });
      }
    }
  },
});

function isPositive(text: string): boolean {
  return isQuantity(text) && Number.parseFloat(text) > 0;
}
