import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { child, integerField, listOf } from '../../../languages/kubernetes/fields';
import type { KubernetesObject } from '../../../languages/kubernetes/object';
import { podOf } from '../../../languages/kubernetes/workload';

export default defineRule({
  id: 'kubernetes/progress-deadline-short',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Rollout given up before it is ready',
  summary:
    'A Deployment gives a rollout no more time than one new pod has to be ready, or to start.',
  citations: ['kubernetes.progress-deadline'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { object, minReady, progressDeadline } of kubernetes.workloads) {
      if (object.kind !== 'Deployment' || object.patch || object.live || object.broken) continue;
      if (isKnown(progressDeadline)) {
        const slow = slowestStart(object);
        if (slow && slow.seconds > progressDeadline.value) {
          report({
            at: progressDeadline,
            severity: 'information',
            message: `A rollout is given up after ${progressDeadline.value} s, and the startupProbe gives a container ${slow.seconds} s to start (${slow.says}): what starts as slowly as that is told to have failed while it still may come. Give the rollout longer.`,
            related: [{ at: slow.at, message: 'The startup probe' }],
          });
        }
      }
      if (!isKnown(minReady) || progressDeadline.state === 'unknown') continue;
      const deadline = isKnown(progressDeadline) ? progressDeadline.value : DEFAULT_DEADLINE;
      if (minReady.value < deadline) continue;
      const says = isKnown(progressDeadline)
        ? `progressDeadlineSeconds is ${deadline}`
        : `progressDeadlineSeconds is ${deadline} by default`;
      report({
        at: isKnown(progressDeadline) ? progressDeadline : minReady,
        message: `${says}, and a new pod counts only after it has been ready for ${minReady.value} s (minReadySeconds): the API server rejects a deadline that is not above it. Give the rollout longer than one pod takes.`,
        related: isKnown(progressDeadline)
          ? [{ at: minReady, message: `minReadySeconds is ${minReady.value}` }]
          : [],
      });
    }
  },
});

/** Seconds; what the API server writes where nothing stands. */
const DEFAULT_DEADLINE = 600;

/** What Kubernetes takes where nothing is written. */
const DEFAULT_PERIOD = 10;
const DEFAULT_FAILURES = 3;

/** The startup probe of a workload that gives its container most time. */
function slowestStart(object: KubernetesObject) {
  const found = listOf(podOf(object), 'containers').items.flatMap((container) => {
    const probe = child(container, 'startupProbe');
    const fields = ['initialDelaySeconds', 'periodSeconds', 'failureThreshold'].map((name) =>
      integerField(probe, name),
    );
    if (!probe.written || fields.some(({ state }) => state === 'unknown')) return [];
    const [delay = 0, period = DEFAULT_PERIOD, failures = DEFAULT_FAILURES] = fields.map(valueOf);
    const says = `${delay > 0 ? `${delay} s + ` : ''}${failures} × ${period} s`;
    return [{ at: { at: probe.at, path: probe.path }, seconds: delay + failures * period, says }];
  });
  return found.sort((a, b) => b.seconds - a.seconds)[0];
}
