import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { stringField } from '../../../languages/kubernetes/fields';

export default defineRule({
  id: 'kubernetes/keda-cron-window-empty',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Cron window is empty',
  summary: 'A cron trigger that starts and ends at the same time.',
  citations: ['keda.cron'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { resource, object, metrics } of kubernetes.autoscalers) {
      if (resource !== 'ScaledObject' || object.live || object.broken) continue;
      for (const { name, source } of metrics) {
        if (valueOf(name) !== 'cron' || source === undefined) continue;
        const start = stringField(source, 'start');
        const end = stringField(source, 'end');
        if (!isKnown(start) || !isKnown(end) || plain(start.value) !== plain(end.value)) continue;
        report({
          at: end,
          message: `start and end are both ${end.value}: KEDA rejects a window that ends when it starts. Let it end later.`,
          related: [{ at: start, message: 'The start', decides: true }],
        });
      }
    }
  },
});

function plain(expression: string): string {
  return expression.trim().replace(/\s+/g, ' ');
}
