import { defineRule } from '../../../contracts/rule';
import { nearest, outOfBounds } from '../../../languages/autoscaling-group/bounds';
import { setFix } from '../../../languages/autoscaling-group/edits';
import type { Limit } from '../../../languages/autoscaling-group/ranges';

export default defineRule({
  id: 'asg/value-out-of-range',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Number outside AWS’s bounds',
  summary: 'A number that AWS takes only within bounds lies outside them.',
  citations: ['aws.autoscaling.create-group', 'aws.autoscaling.put-policy'],
  practices: [],
  checklist: [],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: model }, report) {
    for (const { limit, key, field, body, editable } of outOfBounds(model)) {
      const value = nearest(limit, field.value);
      report({
        at: field,
        message: `${key} is ${field.value}: AWS takes ${wordsOf(limit)}, and rejects everything else. Write ${value}, for example.`,
        citations: [limit.source],
        fixes: () =>
          editable
            ? setFix(model.document, `Set ${key} to ${value}`, 'suggestion', [{ body, key, value }])
            : [],
      });
    }
  },
});

/** The accepted values in words. */
function wordsOf({ low, high, also = [], only }: Limit): string {
  if (only !== undefined) return only.join(', ');
  const range = high === undefined ? `${low} or more` : `${low} to ${high}`;
  return [range, ...also].join(', or ');
}
