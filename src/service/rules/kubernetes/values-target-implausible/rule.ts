import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';

/** Below this, a target is rather a fraction, a count of cores or a slip than a percentage. */
const LEAST = 10;

export default defineRule({
  id: 'kubernetes/values-target-implausible',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Chart’s target implausible',
  summary: 'The values of a chart give a utilization target that is no plausible whole percentage.',
  citations: ['kubernetes.api.hpa-v2', 'kubernetes.hpa.algorithm'],
  practices: ['autoscaling.cpu-target', 'autoscaling.memory-target'],
  checklist: ['autoscaling-targets'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ kubernetes, practice }, report) {
    for (const { enabled, targets } of kubernetes.chartValues) {
      if (valueOf(enabled) !== true) continue;
      for (const { key, resource, value } of targets) {
        const problem = isKnown(value) ? problemOf(value.value) : undefined;
        if (!isKnown(value) || problem === undefined) continue;
        const usual = practice(`autoscaling.${resource}-target`);
        const { meant } = problem;
        report({
          at: value,
          message:
            `${key} is ${value.value}: ${problem.consequence} ` +
            `Write whole percent, such as ${meant ?? usual}.`,
          fixes: () =>
            meant === undefined
              ? []
              : fixOf(
                  `Write ${meant}: whole percent of the request`,
                  'suggestion',
                  replaceValue(kubernetes.file, value.path, meant),
                ),
        });
      }
    }
  },
});

/** What a chart makes of the text; nothing and 0 switch the metric off in most of them. */
function problemOf(text: string): { consequence: string; meant: number | undefined } | undefined {
  const [, sign] = /^(\d{1,9})%$/.exec(text) ?? [];
  const [, fraction] = /^0?\.(\d{1,2})$/.exec(text) ?? [];
  if (sign !== undefined || fraction !== undefined) {
    const meant = sign === undefined ? Number(fraction?.padEnd(2, '0')) : Number(sign);
    return {
      consequence: 'the API server takes whole numbers only and rejects the autoscaler.',
      meant: meant >= LEAST ? meant : undefined,
    };
  }
  if (!/^[1-9]$/.test(text)) return undefined;
  return {
    consequence: `with ${text} % of the request as the target, the pods stand at maxReplicas nearly always.`,
    meant: undefined,
  };
}
