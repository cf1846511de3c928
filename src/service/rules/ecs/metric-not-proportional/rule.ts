import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { whyDisproportionate } from '../../../languages/autoscaling-group/disproportionate-metrics';

export default defineRule({
  id: 'ecs/metric-not-proportional',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Metric does not fall with tasks',
  summary: 'A scalable target follows a metric that does not fall when capacity is added.',
  citations: ['aws.ecs.service-autoscaling', 'aws.autoscaling.sqs'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { targetPolicies } }, report) {
    for (const { customMetric, targetValue, dimension } of targetPolicies) {
      // Of other services nobody here knows what their capacity does to a queue.
      if (!isKnown(dimension) || dimension.value !== 'ecs:service:DesiredCount') continue;
      if (!isKnown(customMetric) || targetValue.state === 'absent') continue;
      const message = whyDisproportionate(customMetric.value, SERVICE);
      if (message !== undefined) report({ at: customMetric, message });
    }
  },
});

const SERVICE = { unit: 'task', units: 'tasks', whole: 'service', maximum: 'MaxCapacity' };
