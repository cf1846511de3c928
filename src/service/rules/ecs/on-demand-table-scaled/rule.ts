import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'ecs/on-demand-table-scaled',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Scaled table is paid by request',
  summary:
    'A table of DynamoDB that is paid by request has a scalable target, which scales nothing.',
  citations: ['aws.dynamodb.auto-scaling'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { targets, tables } }, report) {
    for (const { dimension, scales } of targets) {
      if (!isKnown(dimension) || !dimension.value.startsWith('dynamodb:table:')) continue;
      const table = tables.find(({ resource, name }) =>
        scales.resource === null
          ? isKnown(name) && name.value === scales.name
          : resource === scales.resource,
      );
      if (!table || !isKnown(table.billingMode)) continue;
      if (table.billingMode.value !== 'PAY_PER_REQUEST') continue;
      report({
        at: dimension,
        message:
          'The table is paid by request (PAY_PER_REQUEST) and has no capacity that could be scaled: these bounds hold nothing back and keep nothing ready. Remove the target, or limit the table by its maximum request units.',
        related: [{ at: table.billingMode, message: 'The table' }],
      });
    }
  },
});
