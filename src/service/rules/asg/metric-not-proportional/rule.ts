import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

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
      const kind = KINDS.find(
        ({ metric }) => isKnown(target.metric) && metric.test(target.metric.value),
      );
      if (kind === undefined) continue;
      report({ at: target.metric, message: `${target.metric.value} ${kind.says}` });
    }
  },
});

const KINDS = [
  {
    metric: /^AWS\/SQS ApproximateNumberOfMessages/,
    says:
      'counts a whole queue: twice the instances do not halve it at once, so the group grows to ' +
      'MaxSize and falls back. Track the backlog per instance with metric math.',
  },
  {
    metric: /^AWS\/(?:ApplicationELB|ELB) (?:TargetResponseTime|Latency)\b/,
    says:
      'is a latency: it depends on more than the number of instances, and target tracking needs a ' +
      'metric that falls as they grow. Use step scaling for it.',
  },
  {
    metric: /^AWS\/(?:ApplicationELB|ELB) RequestCount(?: \(|$)/,
    says:
      'counts all requests, however many instances share them: the group never meets its target. ' +
      'Use ALBRequestCountPerTarget.',
  },
];
