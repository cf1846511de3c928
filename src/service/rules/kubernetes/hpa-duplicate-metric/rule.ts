import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { Metric } from '../../../languages/kubernetes/metric';

export default defineRule({
  id: 'kubernetes/hpa-duplicate-metric',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Metric measured twice',
  summary: 'The autoscaler measures the same thing twice.',
  citations: ['kubernetes.hpa.algorithm'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { metrics, object } of kubernetes.autoscalers) {
      if (object.live) continue;
      for (const [index, metric] of metrics.entries()) {
        const earlier = metrics.slice(0, index).find((other) => isSame(other, metric));
        if (earlier === undefined) continue;
        report({
          at: metric,
          message:
            `${isKnown(metric.name) ? metric.name.value : 'This metric'} is measured twice, with the ` +
            `targets ${aimOf(earlier)} and ${aimOf(metric)}: the larger count wins, so only the ` +
            'lower target ever matters. Keep one.',
          related: [{ at: earlier, message: 'The first one is here' }],
        });
      }
    }
  },
});

/** A percentage and an amount are two different bounds; two of a kind are not. */
function isSame(a: Metric, b: Metric): boolean {
  if (a.subject === undefined || a.subject !== b.subject) return false;
  const percentages = [a, b].filter(({ utilization }) => isKnown(utilization)).length;
  return percentages === 2 || [a, b].every(({ value }) => isKnown(value));
}

function aimOf({ utilization, value }: Metric): string {
  if (isKnown(utilization)) return `${utilization.value} %`;
  return isKnown(value) ? value.value : 'unknown';
}
