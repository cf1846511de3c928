import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { numbersByCondition } from '../../../languages/autoscaling-group/by-condition';

export default defineRule({
  id: 'ecs/scalable-target-bounds',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Scalable target’s bounds reversed',
  summary: 'A scalable target whose minimum is above its maximum.',
  citations: ['aws.application-autoscaling.target'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { targets } }, report) {
    for (const { body, minCapacity: min, maxCapacity: max } of targets) {
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
