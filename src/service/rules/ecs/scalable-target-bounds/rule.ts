import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'ecs/scalable-target-bounds',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  summary: 'A scalable target whose minimum is above its maximum.',
  citations: ['aws.application-autoscaling.target'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { targets } }, report) {
    for (const { minCapacity: min, maxCapacity: max } of targets) {
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
      if (!isKnown(min) || !isKnown(max) || max.value < 0 || min.value <= max.value) continue;
      report({
        at: min,
        message: `MinCapacity is ${min.value} and MaxCapacity is ${max.value}: AWS rejects a target whose minimum is above its maximum. Swap them, or raise MaxCapacity.`,
        related: [{ at: max, message: `MaxCapacity is ${max.value}` }],
      });
    }
  },
});
