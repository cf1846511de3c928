import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'asg/launch-configuration',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Launch configuration, not template',
  summary: 'A group starts instances from a launch configuration.',
  citations: ['aws.autoscaling.launch-configurations', 'aws.securityhub.autoscaling'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup }, report) {
    for (const group of autoscalingGroup.groups) {
      const source = group.launch.written.find(({ key }) => key === 'LaunchConfigurationName');
      if (source === undefined) continue;
      report({
        at: source,
        message:
          'The group uses a launch configuration: no instance type newer than 2022, no mix of ' +
          'types or Spot to fall back on, and accounts made after 2023 cannot create one. Use a ' +
          'launch template.',
      });
    }
  },
});
