import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'asg/launch-template-latest',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  summary:
    'CloudFormation does not notice a new version of a launch template named by $Latest or $Default.',
  citations: ['aws.cloudformation.group'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups } }, report) {
    for (const { launch, shape } of groups) {
      const version = launch.template?.version;
      if ((shape !== 'cloudformation' && shape !== 'cdk') || version === undefined) continue;
      if (!isKnown(version) || !/^\$(?:Latest|Default)$/.test(version.value)) continue;
      report({
        at: version,
        message:
          `Version is ${version.value}, which CloudFormation does not support here: a changed ` +
          'template replaces no instance, and only those started later are new. Use ' +
          'Fn::GetAtt of LatestVersionNumber.',
      });
    }
  },
});
