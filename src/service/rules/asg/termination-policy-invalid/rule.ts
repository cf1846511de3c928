import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { TERMINATION_POLICIES } from '../../../languages/autoscaling-group/ranges';

export default defineRule({
  id: 'asg/termination-policy-invalid',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Termination policies invalid',
  summary: 'Termination policies that AWS does not know, or that stand in the wrong order.',
  citations: ['aws.autoscaling.termination-policies'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups } }, report) {
    for (const { terminationPolicies: policies } of groups.map(({ details }) => details)) {
      if (!isKnown(policies)) continue;
      const names = policies.value;
      const strange = names.find(
        (name) => !TERMINATION_POLICIES.includes(name) && !isFunction(name),
      );
      if (strange !== undefined) {
        report({
          at: policies,
          message: `TerminationPolicies has ${strange}: AWS knows ${TERMINATION_POLICIES.join(', ')} and functions by their ARN. Use one of these.`,
        });
      }
      const fallback = names.indexOf('Default');
      if (fallback !== -1 && fallback < names.length - 1) {
        report({
          at: policies,
          severity: 'warning',
          message: `TerminationPolicies has Default before ${names.slice(fallback + 1).join(', ')}, which is never asked. Put Default last.`,
        });
      }
      if (names.findLastIndex(isFunction) > 0) {
        report({
          at: policies,
          severity: 'warning',
          message:
            'TerminationPolicies has a function that is not first, where AWS wants it. Put it first.',
        });
      }
    }
  },
});

function isFunction(name: string): boolean {
  return name.startsWith('arn:');
}
