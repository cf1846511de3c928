import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

/** Metrics that AWS gives as a percentage. */
const PERCENT =
  /^(?:ECSService|RDSReader|AppStream|EC2SpotFleet)Average(?:CPU|Memory|Capacity)Utilization$|^(?:DynamoDB|Cassandra)(?:Read|Write)CapacityUtilization$|^ElastiCache\w*Utilization$/;

export default defineRule({
  id: 'ecs/target-percent-as-share',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Percentage written as a share',
  summary: 'A target that is a percentage is written as a share of one.',
  citations: ['aws.ecs.service-autoscaling', 'aws.dynamodb.auto-scaling'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { targets } }, report) {
    for (const { metric, targetValue: value } of targets.flatMap(({ policies }) => policies)) {
      if (!isKnown(metric) || !PERCENT.test(metric.value) || !isKnown(value)) continue;
      if (value.value <= 0 || value.value > 1) continue;
      report({
        at: value,
        message: `TargetValue is ${value.value} %: ${metric.value} is measured from 0 to 100, so the capacity grows to its maximum and stays there. Did you mean ${Math.round(value.value * 100)}?`,
      });
    }
  },
});
