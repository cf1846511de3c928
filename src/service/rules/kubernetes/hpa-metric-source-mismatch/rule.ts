import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';

export default defineRule({
  id: 'kubernetes/hpa-metric-source-mismatch',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  summary: 'A metric’s type is not the one of the source it describes.',
  citations: ['kubernetes.api.hpa-v2'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { metrics, resource, object } of kubernetes.autoscalers) {
      if (resource !== 'HorizontalPodAutoscaler' || object.live || object.broken) continue;
      for (const { type, sources } of metrics) {
        const [source, ...more] = sources;
        if (!isKnown(type) || source === undefined || more.length > 0) continue;
        if (source.type === type.value) continue;
        report({
          at: type,
          message:
            `The metric’s type is ${type.value}, but it describes ${source.key}: Kubernetes ` +
            `rejects the autoscaler, and an older one keeps running. Write type: ${source.type}.`,
          related: [{ at: source, message: `${source.key} belongs to type: ${source.type}` }],
          fixes: () =>
            fixOf(
              `Set the metric’s type to ${source.type}`,
              'suggestion',
              replaceValue(kubernetes.file, type.path, source.type),
            ),
        });
      }
    }
  },
});
