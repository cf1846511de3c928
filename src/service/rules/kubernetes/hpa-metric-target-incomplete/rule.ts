import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, insertEntry } from '../../../languages/kubernetes/edits';
import type { Metric } from '../../../languages/kubernetes/metric';
import { gapsOf } from '../../../languages/kubernetes/metric-requirements';
import { pointer } from '../../../languages/kubernetes/tree';

export default defineRule({
  id: 'kubernetes/hpa-metric-target-incomplete',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Metric incomplete',
  summary: 'A metric of the autoscaler lacks something that its type needs.',
  citations: ['kubernetes.api.hpa-v2'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: ['kubernetes/hpa-metric-source-mismatch'],
  check({ kubernetes }, report) {
    for (const { metrics, object, patch } of kubernetes.autoscalers) {
      const isV2 = object.version === 'v2' || object.version === 'v2beta2';
      if (!isV2 || object.group !== 'autoscaling') continue;
      if (patch || object.live || object.broken) continue;
      for (const metric of metrics) {
        for (const { at, said, missingType } of gapsOf(metric)) {
          const { source } = metric;
          report({
            at,
            message: `${nameOf(metric)} ${said}: the API server rejects the autoscaler. ${tooMuch(said) ? 'Keep one.' : 'Add it.'}`,
            fixes: () =>
              missingType === undefined || source === undefined
                ? []
                : fixOf(
                    `Set the target’s type to ${missingType}`,
                    'suggestion',
                    insertEntry(
                      kubernetes.file,
                      pointer(source.path, 'target'),
                      'type',
                      missingType,
                    ),
                  ),
          });
        }
      }
    }
  },
});

function nameOf({ type, name }: Metric): string {
  const kind = isKnown(type) ? type.value : 'This';
  return isKnown(name) ? `The ${kind} metric ${name.value}` : `This ${kind} metric`;
}

function tooMuch(said: string): boolean {
  return said.startsWith('sets both');
}
