import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import { child, integerField, listOf, stringField } from '../../../languages/kubernetes/fields';
import { podOf } from '../../../languages/kubernetes/workload';

export default defineRule({
  id: 'kubernetes/liveness-on-first-failure',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'One slow answer restarts',
  summary: 'One slow answer restarts a container.',
  citations: ['kubernetes.probes'],
  practices: [],
  checklist: ['health-checks'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { object } of kubernetes.workloads) {
      if (object.patch || object.live || object.broken) continue;
      for (const container of listOf(podOf(object), 'containers').items) {
        const liveness = child(container, 'livenessProbe');
        const readiness = child(container, 'readinessProbe');
        const threshold = integerField(liveness, 'failureThreshold');
        if (!isKnown(threshold) || threshold.value !== 1) continue;
        const path = stringField(child(liveness, 'httpGet'), 'path');
        const ready = stringField(child(readiness, 'httpGet'), 'path');
        const isShared = isKnown(path) && isKnown(ready) && path.value === ready.value;
        report({
          at: threshold,
          message: `With failureThreshold 1 a single slow answer restarts the container${isShared ? `, and the path is that of readiness, so a busy pod is killed in place of being given a rest` : ''}. Under load that takes away capacity when it is needed. Allow 3 failures, the default.`,
          related:
            isShared && isKnown(ready)
              ? [{ at: ready, message: 'Readiness asks the same path' }]
              : [],
          fixes: () =>
            fixOf(
              'Restart after 3 failures: 1 → 3',
              'suggestion',
              replaceValue(kubernetes.file, threshold.path, 3),
            ),
        });
      }
    }
  },
});
