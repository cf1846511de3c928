import { type Field, isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'ecs/scaling-suspended',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Scaling is suspended',
  summary: 'A scalable target has policies, and its scaling is suspended.',
  citations: ['aws.application-autoscaling.suspend'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { targets } }, report) {
    for (const { policies, suspended } of targets) {
      const [policy] = policies;
      if (policy === undefined) continue;
      const related = [{ at: policy, message: 'The policy' }];
      const { scaleIn, scaleOut } = suspended;
      if (isOn(scaleOut)) {
        report({
          at: scaleOut,
          message: `DynamicScalingOutSuspended is true: no policy adds capacity, whatever the load is${isOn(scaleIn) ? ', and none removes any' : ''}. Remove it when the work that it was set for is done.`,
          related,
        });
      } else if (isOn(scaleIn)) {
        report({
          at: scaleIn,
          severity: 'information',
          message:
            'DynamicScalingInSuspended is true: policies add capacity and never remove any, so it stays at its highest. Remove it when the work that it was set for is done.',
          related,
        });
      }
    }
  },
});

function isOn(field: Field<boolean>): field is Extract<Field<boolean>, { state: 'known' }> {
  return isKnown(field) && field.value;
}
