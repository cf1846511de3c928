import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'asg/lifetime-single-instance',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Only instance replaced on schedule',
  summary: 'The only instance of a group is replaced on a schedule.',
  citations: ['aws.autoscaling.max-lifetime'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups } }, report) {
    for (const { maxSize, details } of groups) {
      const { maxInstanceLifetime: lifetime } = details;
      if (!isKnown(lifetime) || lifetime.value <= 0 || !isKnown(maxSize) || maxSize.value !== 1)
        continue;
      const days = Math.round(lifetime.value / 86_400);
      report({
        at: lifetime,
        message:
          `MaxInstanceLifetime is ${lifetime.value} s and MaxSize 1: every ${days === 1 ? 'day' : `${days} days`} the only instance ` +
          'is terminated before its successor starts. Allow a second instance.',
        related: [{ at: maxSize, message: 'MaxSize is 1' }],
      });
    }
  },
});
