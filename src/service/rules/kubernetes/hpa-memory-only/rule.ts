import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { Metric } from '../../../languages/kubernetes/metric';

export default defineRule({
  id: 'kubernetes/hpa-memory-only',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Scaling by memory alone',
  summary: 'Memory is the only metric of the autoscaler.',
  citations: ['kubernetes.hpa.algorithm', 'guide.scaling', 'guide.autoscaling'],
  practices: ['autoscaling.cpu-target'],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ kubernetes, practice }, report) {
    for (const { metrics, metricsKnown, object, patch } of kubernetes.autoscalers) {
      const [first] = metrics;
      if (first === undefined || !metricsKnown || patch || object.live || object.broken) continue;
      if (!metrics.every(isMemory)) continue;
      report({
        at: first,
        message:
          'Memory is the only metric: a process rarely gives memory back when others take over ' +
          'its load, so the count climbs and stays. ' +
          `Scale on cpu (the guide: ${practice('autoscaling.cpu-target')} %) or on requests as well.`,
      });
    }
  },
});

function isMemory({ type, name }: Metric): boolean {
  return (
    isKnown(type) && type.value.endsWith('Resource') && isKnown(name) && name.value === 'memory'
  );
}
