import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/progress-deadline-short',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Rollout given up before it is ready',
  summary: 'A Deployment gives a rollout no more time than one new pod has to be ready.',
  citations: ['kubernetes.progress-deadline'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { object, minReady, progressDeadline } of kubernetes.workloads) {
      if (object.kind !== 'Deployment' || object.patch || object.live || object.broken) continue;
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
