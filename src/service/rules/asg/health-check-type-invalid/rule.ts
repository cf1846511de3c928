import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { setFix } from '../../../languages/autoscaling-group/edits';
import { HEALTH_CHECKS } from '../../../languages/autoscaling-group/ranges';

export default defineRule({
  id: 'asg/health-check-type-invalid',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Health check type unknown to AWS',
  summary: 'HealthCheckType lists a check that AWS does not have, or EC2 beside another.',
  citations: ['aws.autoscaling.create-group', 'aws.autoscaling.elb-health-checks'],
  practices: [],
  checklist: ['health-checks'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups, document } }, report) {
    for (const { healthCheckType: type, body, editable } of groups) {
      if (!isKnown(type)) continue;
      const tokens = type.value.split(',').map((token) => token.trim());
      const strange = tokens.find((token) => !HEALTH_CHECKS.includes(token));
      if (strange !== undefined) {
        report({
          at: type,
          message: `HealthCheckType has ${strange === '' ? 'an empty item' : strange}: AWS knows ${HEALTH_CHECKS.join(', ')}. Use these.`,
        });
        continue;
      }
      const others = tokens.filter((token) => token !== 'EC2');
      if (others.length === tokens.length || others.length === 0) continue;
      report({
        at: type,
        message:
          `HealthCheckType is ${type.value}: EC2 is always checked and AWS rejects it beside ` +
          `another. Write ${others.join(',')}.`,
        fixes: () =>
          editable
            ? setFix(document, `Set HealthCheckType to ${others.join(',')}`, 'suggestion', [
                { body, key: 'HealthCheckType', value: others.join(',') },
              ])
            : [],
      });
    }
  },
});
