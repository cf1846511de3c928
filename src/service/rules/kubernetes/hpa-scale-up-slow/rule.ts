import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { worksOffQueue } from '../../../languages/kubernetes/queue';
import { secondsToGrow } from '../../../languages/kubernetes/scaling-rules';

export default defineRule({
  id: 'kubernetes/hpa-scale-up-slow',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Pods added too slowly',
  summary: 'An autoscaler needs half an hour or more from its fewest pods to its most.',
  citations: ['kubernetes.hpa.behavior', 'guide.autoscaling'],
  practices: [],
  checklist: ['autoscaling-cooldown'],
  fixes: [],
  needs: [],
  defersTo: ['kubernetes/hpa-behavior-invalid'],
  check({ kubernetes }, report) {
    for (const autoscaler of kubernetes.autoscalers) {
      const { object, behavior, minReplicas, maxReplicas } = autoscaler;
      if (object.live || object.patch || worksOffQueue(autoscaler)) continue;
      if (minReplicas.state === 'unknown' || !isKnown(maxReplicas)) continue;
      const least = Math.max(1, valueOf(minReplicas) ?? 1);
      const seconds = secondsToGrow(behavior.scaleUp, least, maxReplicas.value);
      const [policy] = behavior.scaleUp.policies;
      if (seconds === undefined || seconds < LONG || !policy || !isKnown(policy.value)) continue;
      report({
        at: policy.value,
        message: `With what scaleUp allows, the way from ${least} to ${maxReplicas.value} pods takes ${Math.round(seconds / 60)} minutes, however high the load: most of what maxReplicas promises is not there when it is needed. Without policies of its own an autoscaler doubles, or adds four pods, every 15 s.`,
        related: [{ at: maxReplicas, message: `Up to ${maxReplicas.value}` }],
      });
    }
  },
});

/** Seconds. A peak that lasts for less has passed before the pods for it are there. */
const LONG = 1800;
