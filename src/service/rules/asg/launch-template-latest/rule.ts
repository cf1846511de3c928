import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'asg/launch-template-latest',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Launch template by $Latest',
  summary: 'A new version of a launch template named by $Latest or $Default replaces no instance.',
  citations: ['aws.cloudformation.group', 'terraform.aws.autoscaling-group'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups, refreshes } }, report) {
    for (const { launch, shape } of groups) {
      const version = launch.template?.version;
      if ((shape !== 'cloudformation' && shape !== 'cdk') || version === undefined) continue;
      if (!isKnown(version) || !FLOATING.test(version.value)) continue;
      report({
        at: version,
        message:
          `Version is ${version.value}, which CloudFormation does not support here: a changed ` +
          'template replaces no instance, and only those started later are new. Use ' +
          'Fn::GetAtt of LatestVersionNumber.',
      });
    }
    for (const { launch, shape, mixedInstances } of groups) {
      const { template } = launch;
      const refresh = refreshes.find(({ template: own }) => own !== undefined && own === template);
      if (shape !== 'terraform' || template === undefined || refresh === undefined) continue;
      // Then none is started from the template that the others share.
      const overrides = (mixedInstances && valueOf(mixedInstances.overrides)) ?? [];
      if (overrides.length > 0 && overrides.every(({ ownTemplate }) => ownTemplate)) continue;
      const { version } = template;
      const isLeftOut = version.state === 'absent';
      if (!isLeftOut && !(isKnown(version) && FLOATING.test(version.value))) continue;
      const says = isLeftOut
        ? 'No version is written, which means $Default'
        : `The version is ${version.value}`;
      report({
        at: isLeftOut ? template : version,
        message: `${says}: a new version of the template changes nothing in this group, so Terraform does not start the instance refresh, and says nothing. Write version = aws_launch_template.NAME.latest_version.`,
        related: [{ at: refresh, message: 'The refresh that does not start' }],
      });
    }
  },
});

const FLOATING = /^\$(?:Latest|Default)$/;
