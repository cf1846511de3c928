import { isKnown, type Located } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import type { Metric, WrittenSource } from '../../../languages/kubernetes/metric';

export default defineRule({
  id: 'kubernetes/hpa-metric-source-mismatch',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Metric type and source disagree',
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
      for (const metric of metrics) {
        const wrong = judge(metric);
        const { type } = metric;
        if (wrong === undefined || !isKnown(type)) continue;
        report({
          at: wrong.at,
          message: `${wrong.said} Kubernetes rejects the autoscaler, and an older one keeps running. ${wrong.advice}`,
          related: wrong.at === type ? metric.sources.map(belonging) : [],
          fixes: () =>
            wrong.type === undefined
              ? []
              : fixOf(
                  `Set the metric’s type to ${wrong.type}`,
                  'suggestion',
                  replaceValue(kubernetes.file, type.path, wrong.type),
                ),
        });
      }
    }
  },
});

interface Wrong {
  readonly at: Located;
  readonly said: string;
  readonly advice: string;
  /** The type that it should be, where that is clear. */
  readonly type: string | undefined;
}

function judge({ type, sources }: Metric): Wrong | undefined {
  if (!isKnown(type)) return undefined;
  const [source, second] = sources;
  if (source !== undefined && second !== undefined) {
    const extra = sources.find((each) => each.type !== type.value) ?? second;
    return {
      at: extra,
      said: `The metric describes ${sources.map(({ key }) => key).join(' and ')}, and may have one source only.`,
      advice: 'Write two metrics.',
      type: undefined,
    };
  }
  if (source === undefined || source.type === type.value) return undefined;
  return {
    at: type,
    said: `The metric’s type is ${type.value}, but it describes ${source.key}.`,
    advice: `Write type: ${source.type}.`,
    type: source.type,
  };
}

function belonging(source: WrittenSource) {
  return { at: source, message: `${source.key} belongs to type: ${source.type}` };
}
