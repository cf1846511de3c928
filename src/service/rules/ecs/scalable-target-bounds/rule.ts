import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { numbersByCondition } from '../../../languages/autoscaling-group/by-condition';

/** The largest capacity that a dimension takes. */
const MOST: ReadonlyMap<string, number> = new Map([['rds:cluster:ReadReplicaCount', 15]]);

export default defineRule({
  id: 'ecs/scalable-target-bounds',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Scalable target is rejected',
  summary:
    'A scalable target that AWS rejects: reversed bounds, or a dimension of another service.',
  citations: ['aws.application-autoscaling.target', 'aws.aurora.replica-scaling'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { targets } }, report) {
    for (const { body, minCapacity: min, maxCapacity: max, namespace, dimension } of targets) {
      const isOfOther =
        isKnown(namespace) &&
        isKnown(dimension) &&
        !dimension.value.startsWith(`${namespace.value}:`);
      if (isOfOther) {
        report({
          at: dimension,
          message: `${dimension.value} is no dimension of ${namespace.value}: AWS rejects the target. Write one that begins with ${namespace.value}.`,
          related: [{ at: namespace, message: 'The service' }],
        });
      }
      const most = isKnown(dimension) ? MOST.get(dimension.value) : undefined;
      if (most !== undefined && isKnown(max) && max.value > most) {
        report({
          at: max,
          message: `MaxCapacity is ${max.value}: a cluster of Aurora has at most ${most} replicas. Write ${most} or less.`,
        });
      }
      for (const [key, size] of [
        ['MinCapacity', min],
        ['MaxCapacity', max],
      ] as const) {
        if (!isKnown(size) || size.value >= 0) continue;
        report({
          at: size,
          message: `${key} is ${size.value}: AWS rejects a negative capacity. Write a number from 0.`,
        });
      }
      for (const { under, fields } of numbersByCondition(body, ['MinCapacity', 'MaxCapacity'])) {
        const { MinCapacity: least, MaxCapacity: most } = fields;
        if (!isKnown(least) || !isKnown(most)) continue;
        if (most.value < 0 || least.value <= most.value) continue;
        report({
          at: least,
          message: `MinCapacity is ${least.value} and MaxCapacity is ${most.value}${under === '' ? '' : ` ${under}`}: AWS rejects a target whose minimum is above its maximum. Swap them, or raise MaxCapacity.`,
          related: [{ at: most, message: `MaxCapacity is ${most.value}` }],
        });
      }
    }
  },
});
