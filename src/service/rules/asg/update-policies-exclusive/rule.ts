import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'asg/update-policies-exclusive',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Two update policies at once',
  summary: 'An update policy asks for two ways of replacing instances.',
  citations: ['aws.cloudformation.update-policy'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups } }, report) {
    for (const { rolling, refresh } of groups.map(({ updates }) => updates)) {
      if (rolling === undefined || refresh === undefined) continue;
      report({
        at: refresh,
        message:
          'AutoScalingInstanceRefresh and AutoScalingRollingUpdate exclude each other: ' +
          'CloudFormation rejects the group. Remove one.',
        related: [{ at: rolling, message: 'The rolling update' }],
      });
    }
  },
});
