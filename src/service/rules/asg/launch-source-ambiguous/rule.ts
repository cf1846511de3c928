import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'asg/launch-source-ambiguous',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Launch source named twice',
  summary: 'A group names several things to launch, or one by two names.',
  citations: ['aws.autoscaling.create-group', 'aws.cloudformation.group'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups } }, report) {
    for (const { launch, shape } of groups) {
      // AWS describes a group by everything it knows of it.
      if (shape === 'describe') continue;
      const [first, second] = launch.written;
      if (first !== undefined && second !== undefined) {
        report({
          at: second,
          message: `The group has ${first.key} and ${second.key}: AWS takes exactly one of them. Remove one.`,
          related: [{ at: first, message: `${first.key} is here` }],
        });
      }
      const { template } = launch;
      if (template === undefined || template.id.state === 'absent') continue;
      if (template.name.state === 'absent' || template.id.path === '') continue;
      if (template.id.state === 'unknown' && template.body.node === undefined) continue;
      report({
        at: template,
        message:
          'The launch template is named by LaunchTemplateId and by LaunchTemplateName: AWS takes ' +
          'one of them. Remove one.',
      });
    }
  },
});
