import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'ecs/provisioned-over-reserved',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'More provisioned than reserved',
  summary: 'A function of Lambda keeps more instances ready than it reserves.',
  citations: ['aws.lambda.provisioned-concurrency'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { provisioned: all } }, report) {
    for (const { provisioned, reserved } of all) {
      if (!isKnown(provisioned) || !isKnown(reserved)) continue;
      // -1 of Terraform reserves nothing, and so limits nothing.
      if (reserved.value < 0 || provisioned.value <= reserved.value) continue;
      report({
        at: provisioned,
        message: `${provisioned.value} instances are kept ready, and the function may run ${reserved.value} at once: AWS rejects that. Reserve at least ${provisioned.value}, and more for what comes on top, or keep fewer ready.`,
        related: [{ at: reserved, message: `${reserved.value} are reserved` }],
      });
    }
  },
});
