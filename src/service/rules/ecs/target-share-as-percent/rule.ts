import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'ecs/target-share-as-percent',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Share written as a percentage',
  summary: 'A target that is a share is written as a percentage.',
  citations: ['aws.lambda.provisioned-concurrency'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { targets } }, report) {
    for (const { metric, targetValue: value } of targets.flatMap(({ policies }) => policies)) {
      if (valueOf(metric) !== 'LambdaProvisionedConcurrencyUtilization' || !isKnown(value))
        continue;
      if (value.value <= 1) continue;
      report({
        at: value,
        message: `TargetValue is ${value.value}, and the utilization of provisioned concurrency is a share from 0 to 1: it never gets there, so nothing is added. Write ${value.value > 1 && value.value <= 100 ? value.value / 100 : 0.7}.`,
      });
    }
  },
});
