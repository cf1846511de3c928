import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { whyDisproportionate } from '../../../languages/autoscaling-group/disproportionate-metrics';

export default defineRule({
  id: 'asg/metric-not-proportional',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Metric does not fall with scaling',
  summary: 'Target tracking follows a metric that does not fall when instances are added.',
  citations: ['aws.autoscaling.target-tracking', 'aws.autoscaling.sqs'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { policies } }, report) {
    for (const { target } of policies) {
      if (target === undefined || !isKnown(target.metric)) continue;
      const message = whyDisproportionate(target.metric.value, GROUP);
      if (message !== undefined) report({ at: target.metric, message });
    }
  },
});

const GROUP = { unit: 'instance', units: 'instances', whole: 'group', maximum: 'MaxSize' };
